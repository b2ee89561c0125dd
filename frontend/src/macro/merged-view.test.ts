import { expect, test } from 'vitest';
import type { SourceRecord, ViewRecord } from '../wire/records';
import { mergedView } from './merged-view';
import { again, begin, finish, receive, refuse } from './model';
import { olderAsOf } from './ages';
import { tally } from './tally';
import type { View } from './view';

const sources = [
  { connection: 'c-1', region: 'eu-central-1' },
  { connection: 'c-1', region: 'us-east-1' },
];
const header = (source: number, count: number, more: Partial<SourceRecord> = {}): ViewRecord => ({
  type: 'source',
  source,
  name: 'Payments',
  region: '',
  asOf: 2000,
  count,
  truncated: false,
  ...more,
});
const alarm = (source: number, name: string, state = 'OK'): ViewRecord => ({
  type: 'alarm',
  source,
  alarm: { name, kind: 'metric', state },
});
const end: ViewRecord = { type: 'end', requestId: 'r' };
const take = (view: View, records: ViewRecord[], scope = [0, 1]): View =>
  receive(view, records, scope);
const old = { asOf: 1000 };
const green = take(begin(sources), [
  header(0, 2, old),
  alarm(0, 'a'),
  alarm(0, 'b'),
  header(1, 1, old),
  alarm(1, 'c'),
  end,
]);

/** believed returns the verdict during a refresh, after `records` of the new answer. */
const believed = (records: ViewRecord[], settled = green): unknown[] => {
  const { verdict, reason, asOf } = tally(
    mergedView(take(again(settled, [0, 1]), records), settled),
    {},
  );
  return [verdict, reason, asOf];
};

test.each<[string, ViewRecord[], unknown[]]>([
  ['before anything has come', [], ['ok', 'all-ok', 1000]],
  ['with one begun', [header(0, 2)], ['ok', 'all-ok', 1000]],
  ['with a partial, equal answer', [header(0, 2), alarm(0, 'a')], ['ok', 'all-ok', 1000]],
  [
    'with a partial, worse answer',
    [header(0, 2), alarm(0, 'a', 'INSUFFICIENT_DATA')],
    ['blind', 'blind', 1000],
  ],
  [
    'with a partial, truncated answer',
    [header(0, 2, { truncated: true })],
    ['unknown', 'truncated', 1000],
  ],
  ['with one that fires', [header(1, 1), alarm(1, 'c', 'ALARM')], ['firing', 'firing', 1000]],
  [
    'with a failed source',
    [{ type: 'error', source: 1, error: { code: 'aws_timeout', message: 'Timeout.' } }],
    ['unknown', 'stale', 1000],
  ],
  [
    'with a refused source',
    [{ type: 'error', source: 1, error: { code: 'outside_fence', message: 'No.' } }],
    ['unknown', 'no-answer', 1000],
  ],
])('%s', (_, records, expected) => {
  expect(believed(records)).toEqual(expected);
});

test('a finished source counts with its new answer', () => {
  const partly = take(again(green, [0, 1]), [header(0, 1), alarm(0, 'a'), end], [1]);
  expect(tally(mergedView(partly, green), {})).toMatchObject({
    verdict: 'ok',
    total: 3,
    asOf: 1000,
  });
  const refused = refuse(again(green, [0, 1]), [1], { code: 'not_found', message: 'No.' });
  expect(tally(mergedView(refused, green), {})).toMatchObject({
    verdict: 'unknown',
    reason: 'no-answer',
  });
});

test('an unanswered source is not green after the first rows of its new answer', () => {
  const failed = refuse(begin(sources), [0, 1], { code: 'not_found', message: 'No.' });
  expect(believed([header(0, 2), alarm(0, 'a')], failed).slice(0, 2)).toEqual([
    'unknown',
    'asking',
  ]);
});

const answeredOnce = finish(
  take(begin(sources.slice(0, 1)), [header(0, 2, old), alarm(0, 'a', 'ALARM'), alarm(0, 'b'), end]),
);
const timeout: ViewRecord = {
  type: 'error',
  source: 0,
  error: { code: 'aws_timeout', message: 'Timeout.' },
};
const begun = [header(0, 2), alarm(0, 'b')];

test.each<[string, ViewRecord[]]>([
  ['failed', [timeout]],
  ['was cut short', [header(0, 2)]],
  ['had no answer', []],
])('after a refresh that %s, the next one keeps every row with its age', (_, records) => {
  const stale = finish(take(again(answeredOnce, [0]), records, [0]));
  const [source, ...rest] = mergedView(take(again(stale, [0]), begun, [0]), stale);
  expect(rest).toEqual([]);
  expect(source?.items.map((item) => [item.name, olderAsOf(source, item)])).toEqual([
    ['b', undefined],
    ['a', 1000],
  ]);
  expect(tally(source ? [source] : [], {})).toMatchObject({ verdict: 'unknown', asOf: 1000 });
  const firing = take(again(stale, [0]), [header(0, 2), alarm(0, 'b', 'ALARM')], [0]);
  expect(tally(mergedView(firing, stale), {}).verdict).toBe('firing');
});

test('a source without a previous answer counts with its new one', () => {
  const now = begin(sources);
  expect(mergedView(now, [])).toEqual(now);
});
