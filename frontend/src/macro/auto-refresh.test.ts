import { expect, test } from 'vitest';
import { dueAt, failuresAfter } from './auto-refresh';
import { begin, refuse } from './model';
import { retryAfter } from './retry-after';
import { fresh, type Live } from './runner';
import type { Status, View } from './view';

const sources = [{ connection: 'c', region: 'r' }];
const failing = (code: string, after?: number): View => {
  const problem = { code, message: '', retryAfter: after };
  const seconds = retryAfter(problem);
  const notBefore = seconds > 0 ? 1_000_000 + seconds * 1000 : undefined;
  return refuse(begin(sources), [0], problem).map((source) => ({ ...source, notBefore }));
};
const live = (settled: View): Live => ({
  ...fresh({ sources, query: {} }),
  settled,
  settledAt: 1_000_000,
});

test.each([
  [0, undefined],
  [0, { code: 'aws_timeout', message: '' }],
  [30, { code: 'aws_throttled', message: '' }],
  [30, { code: 'aws_busy', message: '' }],
  [30, { code: 'busy', message: '' }],
  [4, { code: 'aws_busy', message: '', retryAfter: 3.2 }],
  [1, { code: 'anything', message: '', retryAfter: 0 }],
])('waits %d s after %o', (seconds, problem) => {
  expect(retryAfter(problem)).toBe(seconds);
});

const viewOf = (...statuses: Status[]): View =>
  statuses.map((status) => ({ asked: { connection: 'c', region: 'r' }, status, items: [] }));
const throttled: View = [...viewOf('answered'), ...failing('aws_throttled')];

test.each<[string, number, View, number]>([
  ['throttling', 0, failing('aws_throttled'), 1],
  ['throttling again', 3, failing('aws_throttled'), 4],
  ['one throttled source among others', 3, throttled, 4],
  ['every source failing', 3, viewOf('failed', 'failed'), 4],
  ['a refusal of the whole', 3, failing('ui_unreachable'), 4],
  ['one source outside its fence', 3, [...viewOf('answered'), ...failing('outside_fence')], 0],
  ['every source outside its fence', 3, failing('outside_fence'), 4],
  ['no answer at all', 0, viewOf('unanswered', 'unanswered'), 1],
  ['answers that all break off', 0, viewOf('cut', 'failed'), 1],
  ['one source of two failing', 3, viewOf('answered', 'failed'), 0],
  ['a success', 3, viewOf('answered', 'answered'), 0],
])('failures in a row: %s after %d', (_, before, settled, after) => {
  expect(failuresAfter(before, live(settled))).toBe(after);
});

test('no failure counts before the first answer', () => {
  expect(failuresAfter(3, fresh({ sources, query: {} }))).toBe(0);
});

test.each([
  ['at its pace', { everyMs: 30_000, failures: 0 }, failing('x'), 30_000],
  ['later after a failure', { everyMs: 30_000, failures: 1 }, failing('aws_throttled'), 60_000],
  ['later still after three', { everyMs: 30_000, failures: 3 }, failing('aws_throttled'), 240_000],
  [
    'at least every quarter of an hour',
    { everyMs: 30_000, failures: 50 },
    failing('aws_throttled'),
    900_000,
  ],
  [
    'not before AWS may be asked',
    { everyMs: 30_000, failures: 1 },
    failing('aws_busy', 100),
    100_000,
  ],
  [
    'when the first of several sources may be asked',
    { everyMs: 30_000, failures: 0 },
    [...viewOf('answered'), ...failing('aws_throttled', 86_400)],
    30_000,
  ],
])('is due %s', (_, pace, settled, after) => {
  expect(dueAt(pace, live(settled)) - 1_000_000).toBe(after);
});
