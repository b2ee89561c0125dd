// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Call, Reply } from '../../tests/fake-backend';
import {
  alarm,
  both,
  failing,
  failureOf,
  names,
  page,
  recordsOf,
  refreshed,
  run,
  sources,
} from '../../tests/runner-fixture';

const start = Date.parse('2026-11-21T10:00:00Z');
const later = (seconds: number): void => void vi.setSystemTime(start + seconds * 1000);

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: start }));
afterEach(() => void vi.useRealTimers());

const fine = recordsOf(undefined, alarm('a'));
const throttled = failureOf('aws_throttled', 1800);
const asked = (calls: readonly Call[]): unknown[] => calls.map(({ body }) => body?.sources);
/** sizeOf is the number of sources of a call. */
const sizeOf = ({ body }: Call): number => (Array.isArray(body?.sources) ? body.sources.length : 0);

test.each<[string, Reply]>([
  ['its provider', failing('aws_throttled', 1800)],
  ['Confluence', { status: 429, body: failure('confluence_throttled', 1800) }],
  ['Pagewatch', { status: 503, body: failure('busy', 1800) }],
])('a view that %s throttles asks nothing before the time is over', async (_, answer) => {
  const it = run(() => (it.calls.length === 1 ? answer : page(undefined, alarm('a'))));
  await refreshed(it);
  expect(it.live().view[0]?.notBefore).toBe(start + 1_800_000);
  for (const seconds of [0, 1, 1799]) {
    later(seconds);
    it.runner.refresh();
    it.runner.retry(0);
    expect(it.live().loading).toBe(false);
    expect(it.live().view[0]?.status).not.toBe('waiting');
  }
  expect(it.calls).toHaveLength(1);
  later(1800);
  await refreshed(it);
  expect(names(it.live())).toEqual(['a']);
  expect(it.live().view[0]?.notBefore).toBeUndefined();
  expect(it.calls).toHaveLength(2);
});

test('the other source is asked in the meantime, and both afterwards', async () => {
  const it = run((call) => {
    if (it.calls.length === 1) return both(throttled, fine);
    return sizeOf(call) === 1 ? page(undefined, alarm('b')) : both(fine, fine);
  }, 2);
  await refreshed(it);
  later(1799);
  it.runner.retry(0);
  await refreshed(it);
  expect(it.live().view.map(({ status }) => status)).toEqual(['failed', 'answered']);
  expect(it.live().view[0]).toMatchObject({
    notBefore: start + 1_800_000,
    problem: { code: 'aws_throttled' },
  });
  expect(names(it.live())).toEqual(['b']);
  later(1800);
  await refreshed(it);
  expect(names(it.live())).toEqual(['a', 'a']);
  expect(asked(it.calls)).toEqual([sources, [sources[1]], sources]);
});

test('a source that fails again waits anew, and a retry is possible after its time', async () => {
  const it = run((call) => {
    if (it.calls.length === 1) return both(fine, throttled);
    return sizeOf(call) === 1 ? failing('aws_throttled', 60) : both(fine, fine);
  }, 2);
  await refreshed(it);
  later(1800);
  it.runner.retry(1);
  await expect.poll(() => it.live().view[1]?.notBefore).toBe(start + 1_860_000);
  expect(it.live().view[0]?.notBefore).toBeUndefined();
  it.runner.retry(1);
  expect(asked(it.calls)).toEqual([sources, [sources[1]]]);
});

test('a failure that is no throttling can be retried at once', async () => {
  const it = run(() => failing('aws_timeout'));
  await refreshed(it);
  expect(it.live().view[0]?.notBefore).toBeUndefined();
  it.runner.retry(0);
  expect(it.calls).toHaveLength(2);
});

function failure(code: string, retryAfter: number): object {
  return { error: { code, message: `${code}.`, retryAfter } };
}
