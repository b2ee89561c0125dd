import { expect, test } from 'vitest';
import { dueAt, refusalsAfter } from './auto-refresh';
import { begin, refuse, type View } from './model';
import { waitFor } from './patience';
import { fresh, type Live } from './runner';

const sources = [{ connection: 'c', region: 'r' }];
const failing = (code: string, retryAfter?: number): View =>
  refuse(begin(sources), [0], { code, message: '', retryAfter });
const live = (settled: View): Live => ({ ...fresh({ sources, query: {} }), settled, settledAt: 1_000_000 });

test.each([
  [0, undefined],
  [0, { code: 'aws_timeout', message: '' }],
  [30, { code: 'aws_throttled', message: '' }],
  [30, { code: 'aws_busy', message: '' }],
  [4, { code: 'aws_busy', message: '', retryAfter: 3.2 }],
  [1, { code: 'anything', message: '', retryAfter: 0 }],
])('waits %d s after %o', (seconds, problem) => {
  expect(waitFor(problem)).toBe(seconds);
});

test('refusals in a row are counted, and forgotten when one goes well', () => {
  expect(refusalsAfter(0, live(failing('aws_throttled')))).toBe(1);
  expect(refusalsAfter(3, live(failing('aws_throttled')))).toBe(4);
  expect(refusalsAfter(3, live(failing('aws_timeout')))).toBe(0);
});

test.each([
  ['at its pace', { everyMs: 30_000, refusals: 0 }, failing('x'), 30_000],
  ['later after a refusal', { everyMs: 30_000, refusals: 1 }, failing('aws_throttled'), 60_000],
  ['later still after three', { everyMs: 30_000, refusals: 3 }, failing('aws_throttled'), 240_000],
  ['at least every quarter of an hour', { everyMs: 30_000, refusals: 50 }, failing('aws_throttled'), 900_000],
  ['not before AWS may be asked', { everyMs: 30_000, refusals: 1 }, failing('aws_busy', 100), 100_000],
])('is due %s', (_, pace, settled, after) => {
  expect(dueAt(pace, live(settled)) - 1_000_000).toBe(after);
});
