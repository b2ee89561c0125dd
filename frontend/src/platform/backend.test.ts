// @vitest-environment jsdom
import { invokeRemote, invokeService } from '@forge/bridge';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { text } from '../text/en';
import { ProblemError, type Problem } from '../wire/problem';
import { call, problemIn, withSpace } from './backend';

/** reply sets the reply of the bridge, for containers and remotes alike. */
function reply(value: unknown): void {
  vi.mocked(invokeRemote).mockImplementation(() =>
    Promise.resolve(JSON.parse(JSON.stringify(value))),
  );
}

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const thrown: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(thrown).toBeInstanceOf(ProblemError);
  return problemIn(thrown);
}

const get = { method: 'GET', path: '/v1/settings' } as const;
const denied = {
  code: 'not_admin',
  message: 'You are not an admin.',
  hint: 'Ask one.',
  requestId: 'r-1',
};

describe('call', () => {
  test('returns the body of a 2xx reply', async () => {
    reply({ status: 201, headers: {}, body: { a: 1 } });
    expect(await call(get)).toEqual({ a: 1 });
  });

  test('throws the problem of the backend', async () => {
    reply({ status: 403, headers: {}, body: { error: denied } });
    expect(await problemOf(call(get))).toEqual({ ...denied, field: undefined });
  });

  test('reads a refusal that a container service puts as text into error', async () => {
    reply({ status: 403, headers: {}, error: JSON.stringify({ error: denied }) });
    expect(await problemOf(call(get))).toMatchObject(denied);
  });

  test.each<[string, unknown]>([
    ['an empty envelope', {}],
    ['a status in words', { status: 'ok' }],
    ['an error without a body', { status: 500 }],
    ['an error of another shape', { status: 502, body: { message: 'Bad gateway' } }],
    ['a text that is no JSON', { status: 502, error: '<html>' }],
  ])('%s is an unreadable answer', async (_, value) => {
    reply(value);
    expect(await problemOf(call(get))).toMatchObject({
      code: 'ui_bad_answer',
      ...text.problems.badAnswer,
    });
  });

  test.each([
    ['Remote answered 401: could not verify the token', 'ui_unverified'],
    ['Unauthorized', 'ui_unverified'],
    ['The invocation timed out', 'ui_timeout'],
    ['TIMEOUT_ERROR', 'ui_timeout'],
    ['Remote invocation calls are rate limited at 500/25s', 'ui_rate_limited'],
    ['NetworkError when attempting to fetch https://secret.example', 'ui_unreachable'],
  ])('the rejection "%s" becomes the local problem %s', async (sentence, code) => {
    vi.mocked(invokeRemote).mockRejectedValue(new Error(sentence));
    const problem = await problemOf(call(get));
    expect(problem.code).toBe(code);
    expect(problem.hint).toBeTruthy();
    expect(problem.message).not.toContain(sentence);
  });

  test('a rejection that is no Error is a problem too', async () => {
    vi.mocked(invokeRemote).mockRejectedValue('gone');
    expect((await problemOf(call(get))).code).toBe('ui_unreachable');
  });
});

describe('the deployment target that the page was deployed for', () => {
  afterEach(() => {
    delete document.documentElement.dataset.target;
  });

  test.each([
    ['lambda', false],
    ['container', true],
    ['another', false],
    [undefined, false],
  ])('%s selects the bridge function', async (target, service) => {
    const answer = () => Promise.resolve({ status: 200, headers: {}, body: {} });
    vi.mocked(invokeRemote).mockImplementation(answer);
    vi.mocked(invokeService).mockImplementation(answer);
    if (target !== undefined) document.documentElement.dataset.target = target;
    await call(get);
    expect(vi.mocked(invokeService).mock.calls).toEqual(service ? [[get]] : []);
    expect(vi.mocked(invokeRemote).mock.calls).toEqual(service ? [] : [[get]]);
  });

  test('a 401 of a container is an answer like any other', async () => {
    document.documentElement.dataset.target = 'container';
    const error = JSON.stringify({ error: { ...denied, code: 'unauthenticated' } });
    vi.mocked(invokeService).mockResolvedValue({ status: 401, headers: {}, error });
    expect(await problemOf(call(get))).toMatchObject({ code: 'unauthenticated' });
  });
});

test('problemIn shows nothing of an unexpected error', () => {
  expect(problemIn(new Error('secret'))).toEqual({
    code: 'ui_bad_answer',
    ...text.problems.badAnswer,
  });
});

test('withSpace names the space only where it is known', () => {
  expect(withSpace('/v1/settings', 'a b&c')).toBe('/v1/settings?spaceId=a%20b%26c');
  expect(withSpace('/v1/settings', undefined)).toBe('/v1/settings');
});
