// @vitest-environment jsdom
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBackend, type Call, type Reply } from '../../tests/fake-backend';
import { config, golden, inline, records } from '../../tests/view-fixtures';
import { queryOf } from '../wire/macro-config';
import type { Problem } from '../wire/problem';
import { loadView, type Sink } from './load';
import { begin, finish, receive, refuse } from './model';
import { streamsRefused, testOnlyForget } from './stream-memory';
import type { View } from './view';

afterEach(testOnlyForget);

const grant = { stream: 'https://backend.test/v1/stream', grant: 'sealed', records: [] };

/** streamOrInline returns a grant, or one source for an inline request. */
const streamOrInline = (call: Call): Reply =>
  call.body?.answer === 'stream'
    ? { status: 200, body: grant }
    : { status: 200, body: inline('eu-central-1', { name: 'a', kind: 'metric', state: 'OK' }) };

/** load loads a view to its end and returns it. */
async function load(signal = new AbortController().signal): Promise<View> {
  let view = begin(config.sources);
  const sink: Sink = {
    records: (got, scope) => void (view = receive(view, got, scope)),
    problem: (problem: Problem, scope) => void (view = refuse(view, scope, problem)),
  };
  await loadView({ spaceId: '42', sources: config.sources, query: queryOf(config) }, sink, signal);
  return finish(view);
}

/** network fakes fetch and records its calls. */
function network(
  answer: () => Promise<Response>,
): { url: unknown; init: RequestInit | undefined }[] {
  const calls: { url: unknown; init: RequestInit | undefined }[] = [];
  vi.stubGlobal('fetch', (url: unknown, init?: RequestInit) => {
    calls.push({ url, init });
    return answer();
  });
  return calls;
}

const statuses = (view: View): string[] => view.map(({ status }) => status);

test('a container gets one call per source, and never streams', async () => {
  document.documentElement.dataset.target = 'container';
  const asked = fakeBackend(streamOrInline);
  expect(statuses(await load())).toEqual(['answered', 'answered']);
  delete document.documentElement.dataset.target;
  expect(asked.map(({ body }) => [body?.answer, body?.sources])).toEqual(
    config.sources.map((source) => ['inline', [source]]),
  );
});

describe('a view that streams', () => {
  test('makes one bridge call, then uses the grant without credentials or preflight', async () => {
    const asked = fakeBackend(streamOrInline);
    const fetched = network(() => Promise.resolve(new Response(golden('two-sources'))));
    expect(statuses(await load())).toEqual(['answered', 'answered']);
    expect(asked).toEqual([
      {
        method: 'POST',
        path: '/v1/views',
        body: {
          spaceId: '42',
          answer: 'stream',
          sources: config.sources,
          query: { namePrefix: 'checkout' },
        },
      },
    ]);
    expect(fetched).toHaveLength(1);
    expect(fetched[0]).toMatchObject({
      url: grant.stream,
      init: { method: 'POST', body: 'sealed', credentials: 'omit', referrerPolicy: 'no-referrer' },
    });
    expect(fetched[0]?.init?.headers).toBeUndefined();
    expect(fetched[0]?.init?.cache).toBeUndefined();
    expect(streamsRefused()).toBe(false);
  });

  test.each([
    ['cut within a line', golden('two-sources').slice(0, -20)],
    ['with a line that is no record', golden('two-sources').replace('"count":1', '"count":"one"')],
    ['that is empty', ''],
  ])('%s is incomplete and not requested again', async (_, body) => {
    const asked = fakeBackend(streamOrInline);
    network(() => Promise.resolve(new Response(body)));
    expect(statuses(await load()).some((status) => status !== 'answered')).toBe(true);
    expect(asked).toHaveLength(1);
  });
});

describe('a stream that cannot be opened', () => {
  test.each<[string, () => Promise<Response>]>([
    ['network, CORS or CSP', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a refused grant', () => Promise.resolve(new Response('{}', { status: 403 }))],
  ])('%s: one inline call per source, and the tab remembers', async (_, answer) => {
    const asked = fakeBackend(streamOrInline);
    const fetched = network(answer);
    expect(statuses(await load())).toEqual(['answered', 'answered']);
    expect(asked.map(({ body }) => [body?.answer, body?.sources])).toEqual([
      ['stream', config.sources],
      ['inline', [config.sources[0]]],
      ['inline', [config.sources[1]]],
    ]);
    await load();
    expect(asked.slice(3).map(({ body }) => body?.answer)).toEqual(['inline', 'inline']);
    expect(fetched).toHaveLength(1);
  });

  test('does not request a failed source again', async () => {
    const gone = {
      type: 'error',
      source: 0,
      error: { code: 'connection_not_found', message: 'Gone.' },
    };
    const asked = fakeBackend((call) =>
      call.body?.answer === 'stream'
        ? { status: 200, body: { ...grant, records: [gone] } }
        : streamOrInline(call),
    );
    network(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(statuses(await load())).toEqual(['failed', 'answered']);
    expect(asked).toHaveLength(2);
  });

  test('is no refusal after the view was aborted', async () => {
    const asked = fakeBackend(streamOrInline);
    const controller = new AbortController();
    network(() => {
      controller.abort();
      return Promise.reject(new DOMException('aborted', 'AbortError'));
    });
    await load(controller.signal);
    expect(asked).toHaveLength(1);
    expect(streamsRefused()).toBe(false);
  });

  test('limits a refusal to its source', async () => {
    fakeBackend((call) => {
      if (call.body?.answer === 'stream') return { status: 200, body: grant };
      const second = JSON.stringify(call.body?.sources).includes('us-east-1');
      return second ? new Error('The invocation timed out') : streamOrInline(call);
    });
    network(() => Promise.reject(new TypeError('Failed to fetch')));
    const view = await load();
    expect(statuses(view)).toEqual(['answered', 'refused']);
    expect(view[1]?.problem?.code).toBe('ui_timeout');
  });

  test('is remembered by the module where the browser refuses storage', async () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    fakeBackend(streamOrInline);
    network(() => Promise.reject(new TypeError('Failed to fetch')));
    await load();
    expect(streamsRefused()).toBe(true);
  });
});

describe('a view', () => {
  test('with an inline answer is complete without a stream', async () => {
    fakeBackend(() => ({ status: 200, body: { records: records('one-fails') } }));
    const fetched = network(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(statuses(await load())).toEqual(['answered', 'failed']);
    expect(fetched).toEqual([]);
  });

  test.each<[string, Reply, string]>([
    ['a refusal', { status: 403, body: { error: { code: 'no_user', message: 'No.' } } }, 'no_user'],
    ['an answer that cannot be read', { status: 200, body: { records: 'all' } }, 'ui_bad_answer'],
  ])('%s is the problem of every source', async (_, reply, code) => {
    fakeBackend(() => reply);
    const view = await load();
    expect(view.map(({ status, problem }) => [status, problem?.code])).toEqual([
      ['refused', code],
      ['refused', code],
    ]);
  });

  test('stores nothing of an answer in web storage', async () => {
    fakeBackend(streamOrInline);
    network(() => Promise.reject(new TypeError('Failed to fetch')));
    await load();
    expect(Object.entries(sessionStorage)).toEqual([['pagewatch.inline', '1']]);
    expect(localStorage).toHaveLength(0);
  });
});
