import { invokeRemote, invokeService } from '@forge/api';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as container from './container';
import { exportAlarms, exportBadge } from './index';

vi.mock('@forge/api', () => ({ invokeRemote: vi.fn(), invokeService: vi.fn() }));

const remote = vi.mocked(invokeRemote);
const config = { v: 1, sources: [{ connection: 'c-1', region: 'eu-central-1' }] };
const live = { version: 1, type: 'doc', content: [] };
const golden: unknown = JSON.parse(readFileSync('../testdata/wire/export-static.json', 'utf8'));

/** answer sets the next reply of the backend. */
function answer(status: number, body: string): void {
  remote.mockImplementation(() => Promise.resolve(new Response(body, { status })));
}

/** asked returns the body of the only call. */
function asked(): unknown {
  expect(remote.mock.calls).toHaveLength(1);
  const [key, options] = remote.mock.calls[0] ?? [];
  expect(key).toBe('backend');
  expect(options).toMatchObject({ path: '/v1/exports', method: 'POST' });
  return JSON.parse(typeof options?.body === 'string' ? options.body : '');
}

beforeEach(() => answer(200, JSON.stringify({ adf: live, live: true })));

describe('an export', () => {
  test('as PDF sends the configuration and the space, and returns the document', async () => {
    const payload = {
      exportType: 'pdf',
      extensionPayload: { config },
      context: { extension: { space: { id: '65538' } } },
    };
    expect(await exportAlarms(payload)).toEqual(live);
    expect(asked()).toEqual({ spaceId: '65538', config, history: false });
  });

  test('as Word has the same members at other paths', async () => {
    await exportAlarms({ exportType: 'word', context: { config, space: { id: 65538 } } });
    expect(asked()).toEqual({ spaceId: '65538', config, history: false });
  });

  test('of a macro that was pasted and not saved has the link', async () => {
    const autoConvertLink = 'https://console.aws.amazon.com/cloudwatch/home#alarmsV2:';
    await exportAlarms({ exportType: 'pdf', extensionPayload: { autoConvertLink } });
    expect(asked()).toEqual({ config: {}, link: autoConvertLink, history: false });
    remote.mockClear();
    await exportAlarms({ exportType: 'word', context: { autoConvertLink } });
    expect(asked()).toMatchObject({ link: autoConvertLink });
    remote.mockClear();
    const long = `https://console.aws.amazon.com/${'x'.repeat(4096)}`;
    await exportAlarms({ exportType: 'pdf', extensionPayload: { autoConvertLink: long } });
    expect(asked()).not.toHaveProperty('link');
  });

  test('of the badge has the badge layout', async () => {
    await exportBadge({ exportType: 'pdf', extensionPayload: { config } });
    expect(asked()).toEqual({ config: { ...config, layout: 'badge' }, history: false });
  });

  test.each(['other', 'tomorrow', undefined])('of the type %s is history', async (exportType) => {
    await exportAlarms({ exportType, extensionPayload: { config } });
    expect(asked()).toMatchObject({ history: true });
  });

  test.each([undefined, null, 'text', 7, { context: null }, { extensionPayload: { config: 'x' } }])(
    'with the payload %j asks with an empty configuration',
    async (payload) => {
      await exportAlarms(payload);
      expect(asked()).toEqual({ config: {}, history: true });
    },
  );
});

describe('the static document', () => {
  const payload = { exportType: 'pdf', extensionPayload: { config } };

  test('has the same words as the backend', async () => {
    answer(500, '');
    expect(await exportAlarms(payload)).toEqual(golden);
  });

  test.each([
    ['a refusal', 403, JSON.stringify({ adf: live })],
    ['a failure', 503, '{"error":{}}'],
    ['no JSON', 200, '<html>'],
    ['nothing', 200, ''],
    ['no document', 200, '{}'],
    ['another thing', 200, '{"adf":{"type":"paragraph"}}'],
    ['null', 200, 'null'],
  ])('replaces %s', async (_what, status, body) => {
    answer(status, body);
    expect(await exportAlarms(payload)).toEqual(golden);
  });

  test('replaces a call that the platform refused', async () => {
    remote.mockImplementation(() => Promise.reject(new Error('no such remote')));
    expect(await exportBadge(payload)).toEqual(golden);
  });
});

describe('in a container service', () => {
  const payload = { exportType: 'pdf', extensionPayload: { config } };
  const service = vi.mocked(invokeService);

  test('an export calls the service, and no remote', async () => {
    service.mockImplementation(() => Promise.resolve(new Response(JSON.stringify({ adf: live }))));
    expect(await container.exportAlarms(payload)).toEqual(live);
    expect(await container.exportBadge(payload)).toEqual(live);
    expect(service.mock.calls.map(([key, options]) => [key, options.path])).toEqual([
      ['pagewatch', '/v1/exports'],
      ['pagewatch', '/v1/exports'],
    ]);
    expect(remote).not.toHaveBeenCalled();
  });

  test('the static document replaces a refusal', async () => {
    service.mockResolvedValue(new Response('', { status: 503 }));
    expect(await container.exportAlarms(payload)).toEqual(golden);
  });
});
