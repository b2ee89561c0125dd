import { describe, expect, test } from 'vitest';
import { answerOf, end, failed, type Given } from '../../tests/records-fixture';
import { deniedCodes, lastingCodes, revokedCodes } from '../cloudwatch/codes';
import * as grafana from '../grafana/codes';
import type { Problem } from '../wire/problem';
import type { ViewRecord } from '../wire/records';
import { headline } from './bar/headline';
import { lookOf, type Look } from './looks';
import { again, begin, finish, receive, refuse } from './model';
import { namesOf } from './names';
import { standingIn } from './ages';
import { isRefusal } from './refusals';
import { lookOfRow, rowsOf } from './rows';
import { tally } from './tally';
import type { View } from './view';

const asked = { connection: 'c-1', region: 'eu-central-1' };
const sources = [asked, { connection: 'c-2', region: 'us-east-1' }];
const twelve: Given[] = Array.from({ length: 12 }, (_, n) => ({ name: `f${n}`, state: 'ALARM' }));
const firing = answerOf(0, [...twelve, 'ok']);
const fine = answerOf(0, ['a', 'b']);

/** answer answers a view of one source; refresh answers it again. */
const answer = (records: ViewRecord[]): View =>
  finish(receive(begin(sources.slice(0, 1)), [...records, end], [0]));
const refresh = (view: View, records: ViewRecord[]): View =>
  finish(receive(again(view, [0]), [...records, end], [0]));
const problem = (code: string): Problem => ({ code, message: `${code}.` });
const failedRefresh = (view: View, code: string): View => refresh(view, [failed(0, code)]);
const refusedRefresh = (view: View, code: string): View =>
  refuse(again(view, [0]), [0], problem(code));

/** claim is what a page says of a view: its verdict, headline and tone. */
function claim(view: View): [string, string, string, Look['tone']] {
  const it = tally(view, {});
  return [it.verdict, it.reason, headline(it), lookOf(it).tone];
}
/** shown lists the rows: name, standing, tone and own time. */
const shown = (view: View): unknown[] =>
  rowsOf(view, new Map()).map((row) => [
    row.item.name,
    standingIn(row.source, row.item),
    lookOfRow(row).tone,
    row.olderAsOf,
  ]);

const temporary = [
  'a_code_of_tomorrow',
  'aws_bad_answer',
  'aws_busy',
  'aws_sts_throttled',
  'aws_throttled',
  'aws_timeout',
  'aws_unavailable',
  'aws_unreachable',
  'busy',
  'confluence_throttled',
  'confluence_timeout',
  'confluence_unavailable',
  'crowded',
  'internal',
  'store_unavailable',
  'timeout',
  'ui_bad_answer',
  'ui_rate_limited',
  'ui_timeout',
  'ui_unreachable',
];
const lasting = [
  'connection_not_allowed',
  'connection_not_found',
  'confluence_refused',
  'licence_inactive',
  'no_user',
  'not_admin',
  'not_found',
  'not_offered',
  'outside_fence',
  'ui_unverified',
  'unauthenticated',
  'unknown_kind',
];
/** The verdict is unknown for want of an answer, as after any failure. */
const unanswerable = [...lastingCodes, ...grafana.lastingCodes];

type Fail = (view: View, code: string) => View;
/** A source fails alone, or with its whole call. */
const bothWays = (codes: readonly string[]): [string, string, Fail][] =>
  codes.flatMap((code) => [
    [code, 'for the source', failedRefresh],
    [code, 'for the whole call', refusedRefresh],
  ]);

const staleWords = (count: string): unknown =>
  expect.stringMatching(new RegExp(`^${count} in alarm as of .*\\d.*, refresh failed$`));
const stale = staleWords('12');

test.each(bothWays(temporary))('after %s %s the rows stay, and claim nothing', (code, _, fail) => {
  expect(isRefusal(problem(code))).toBe(false);
  const view = fail(answer(firing), code);
  expect(claim(view)).toEqual(['unknown', 'stale', stale, 'caution']);
  expect(shown(view)).toHaveLength(13);
  expect(shown(view)).toContainEqual(['f0', 'unknown', 'neutral', 1000]);
  expect(shown(view)).toContainEqual(['ok', 'doubtful', 'neutral', 1000]);
  expect(view[0]?.problem?.code).toBe(code);
});

test.each(bothWays([...lasting, ...unanswerable, ...deniedCodes, ...revokedCodes]))(
  'after %s %s every row goes',
  (code, _, fail) => {
    expect(isRefusal(problem(code))).toBe(lasting.includes(code));
    const view = fail(answer(firing), code);
    expect(view[0]).toMatchObject({ items: [], header: undefined, problem: { code } });
    expect(tally(view, {})).toMatchObject({ verdict: 'unknown', total: 0, asOf: undefined });
    expect(namesOf(view, asked).connection).toBe('Payments');
    // Neither a later failure nor its own repetition brings them back.
    expect(fail(failedRefresh(view, 'aws_timeout'), code)[0]?.items).toEqual([]);
  },
);

test.each<[string, View, unknown[]]>([
  [
    'with nothing that fires',
    failedRefresh(answer(fine), 'aws_timeout'),
    [staleWords('None'), 'caution'],
  ],
  ['without an answer', finish(again(answer(firing), [0])), [stale, 'caution']],
  ['twice', failedRefresh(failedRefresh(answer(firing), 'busy'), 'timeout'), [stale, 'caution']],
])('a refresh that failed %s is stale, and never OK', (_, view, words) => {
  expect(claim(view)).toEqual(['unknown', 'stale', ...words]);
  expect(shown(view)).not.toHaveLength(0);
});

test('the next good answer restores everything', () => {
  const view = refresh(failedRefresh(answer(firing), 'aws_timeout'), fine);
  expect(claim(view)).toEqual(['ok', 'all-ok', 'Both alarms are OK', 'success']);
  expect(shown(view)).toEqual([
    ['a', 'ok', 'success', undefined],
    ['b', 'ok', 'success', undefined],
  ]);
  expect(view[0]?.problem).toBeUndefined();
  expect(claim(refresh(failedRefresh(answer(fine), 'busy'), firing))).toEqual([
    'firing',
    'firing',
    '12 in alarm',
    'danger',
  ]);
});

test.each<[string, ViewRecord[], unknown[]]>([
  [
    'one that fires is firing, and counts what fires now',
    answerOf(1, [{ name: 'x', state: 'ALARM' }]),
    ['firing', 'firing', 'At least 1 in alarm', 'danger'],
  ],
  ['one that is OK is not', answerOf(1, ['x']), ['unknown', 'stale', stale, 'caution']],
])('a stale source beside %s', (_, records, words) => {
  const view = receive(begin(sources), [...firing, ...answerOf(1, ['x']), end], [0, 1]);
  const next = receive(again(view, [0, 1]), [failed(0, 'aws_timeout'), ...records, end], [0, 1]);
  expect(claim(finish(next))).toEqual(words);
});

describe('a refresh that was cut short', () => {
  const cut = (records: ViewRecord[], before = answer(firing)): View =>
    finish(receive(again(before, [0]), records, [0]));
  const some = answerOf(0, ['f0', 'new'], { asOf: 9000, count: 13 });

  test('keeps the rows that it lacks, with their age', () => {
    const view = cut(some);
    expect(view[0]?.status).toBe('cut');
    expect(claim(view).slice(0, 2)).toEqual(['unknown', 'stale']);
    expect(shown(view)).toHaveLength(14);
    expect(shown(view)).toContainEqual(['f0', 'ok', 'success', undefined]);
    expect(shown(view)).toContainEqual(['f1', 'unknown', 'neutral', 1000]);
    expect(shown(view)).toContainEqual(['ok', 'doubtful', 'neutral', 1000]);
    expect(tally(view, {}).asOf).toBe(1000);
  });

  test('fires if what came fires', () => {
    const view = cut(answerOf(0, [{ name: 'ok', state: 'ALARM' }], { count: 13 }));
    expect(claim(view)).toEqual(['firing', 'firing', 'At least 1 in alarm', 'danger']);
  });

  test('twice keeps the first age', () => {
    const view = cut(answerOf(0, ['new'], { asOf: 20_000, count: 13 }), cut(some));
    expect(shown(view)).toContainEqual(['new', 'ok', 'success', undefined]);
    expect(shown(view)).toContainEqual(['f0', 'doubtful', 'neutral', 9000]);
    expect(shown(view)).toContainEqual(['f1', 'unknown', 'neutral', 1000]);
  });

  test('with an end record too few is the same', () => {
    expect(shown(cut([...some, end]))).toEqual(shown(cut(some)));
  });
});
