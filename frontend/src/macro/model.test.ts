import { describe, expect, test } from 'vitest';
import type { Problem } from '../wire/problem';
import type { SourceRecord, ViewRecord } from '../wire/records';
import { again, begin, finish, receive, callFailure, refuse } from './model';
import { lookOf } from './looks';
import { tally } from './tally';
import type { View } from './view';

const sources = [
  { connection: 'c-1', region: 'eu-central-1' },
  { connection: 'c-1', region: 'us-east-1' },
];
const both = [0, 1];
const end: ViewRecord = { type: 'end', requestId: 'r' };
const problem: Problem = { code: 'aws_throttled', message: 'Slow down.' };

const header = (source: number, count: number, truncated = false): SourceRecord => ({
  type: 'source',
  source,
  name: 'Payments',
  region: sources[source]?.region ?? '',
  asOf: 0,
  count,
  truncated,
});
const alarm = (source: number, name: string, state = 'OK'): ViewRecord => ({
  type: 'alarm',
  source,
  alarm: { name, kind: 'metric', state },
});
const answered = (records: ViewRecord[]): View => finish(receive(begin(sources), records, both));
const statuses = (view: View): string[] => view.map(({ status }) => status);

describe('a view', () => {
  test('is complete when every source was answered and the end came', () => {
    const view = answered([header(1, 0), header(0, 1), alarm(0, 'a'), end]);
    expect(statuses(view)).toEqual(['answered', 'answered']);
    expect(view[0]?.items.map(({ name }) => name)).toEqual(['a']);
  });

  test.each<[string, ViewRecord[], string[]]>([
    ['without the end', [header(0, 1), alarm(0, 'a'), header(1, 0)], ['cut', 'cut']],
    [
      'with fewer alarms than were announced',
      [header(0, 2), alarm(0, 'a'), header(1, 0), end],
      ['cut', 'answered'],
    ],
    ['with a source that never came', [header(0, 0), end], ['answered', 'unanswered']],
    ['with nothing at all', [], ['unanswered', 'unanswered']],
  ])('%s is cut short', (_, records, expected) => {
    const view = answered(records);
    expect(statuses(view)).toEqual(expected);
    expect(tally(view, {})).toMatchObject({ incomplete: true, verdict: 'unknown' });
  });

  test('keeps the failure of one source to that source', () => {
    const view = answered([
      { type: 'error', source: 1, error: problem },
      header(0, 1),
      alarm(0, 'a'),
      end,
    ]);
    expect(statuses(view)).toEqual(['answered', 'failed']);
    expect(view[1]?.problem).toEqual(problem);
    expect(callFailure(view)).toBeNull();
  });

  test('ignores records of unrequested sources', () => {
    expect(
      statuses(answered([header(7, 1), alarm(7, 'x'), header(0, 0), header(1, 0), end])),
    ).toEqual(['answered', 'answered']);
  });

  test("maps a single-source answer to the source's index", () => {
    const view = receive(begin(sources), [header(0, 1), alarm(0, 'second'), end], [1]);
    expect(statuses(view)).toEqual(['waiting', 'answered']);
  });

  test('keeps the old rows during a refresh, until new ones come', () => {
    const old = answered([header(0, 1), alarm(0, 'old'), header(1, 0), end]);
    const waiting = again(old, [0]);
    expect(statuses(waiting)).toEqual(['waiting', 'answered']);
    expect(waiting[0]?.items.map(({ name }) => name)).toEqual(['old']);
    expect(
      receive(waiting, [header(0, 1), alarm(0, 'new')], both)[0]?.items.map(({ name }) => name),
    ).toEqual(['new']);
  });

  test('refused as a whole has one problem', () => {
    expect(callFailure(refuse(begin(sources), both, problem))).toEqual(problem);
    expect(callFailure(refuse(begin(sources), [0], problem))).toBeNull();
    // Inline, each source is a call of its own.
    const each = refuse(refuse(begin(sources), [0], problem), [1], { ...problem, requestId: 'r' });
    expect(callFailure(each)).toEqual(problem);
    const other = refuse(begin(sources), [1], { code: 'no_user', message: 'Who?' });
    expect(callFailure(refuse(other, [0], problem))).toBeNull();
  });
});

describe('the tally', () => {
  test.each<[string, string, string[], boolean]>([
    ['firing', 'danger', ['ALARM', 'OK'], false],
    ['firing', 'danger', ['ALARM'], true],
    ['blind', 'caution', ['OK', 'INSUFFICIENT_DATA'], false],
    ['unknown', 'caution', ['OK', 'SNOOZED'], false],
    ['unknown', 'caution', ['OK'], true],
    ['ok', 'success', ['OK', 'OK'], false],
    ['unknown', 'neutral', [], false],
  ])('is %s, in %s, for %j, truncated: %s', (verdict, tone, states, truncated) => {
    const alarms = states.map((state, index) => alarm(0, `a${index}`, state));
    const it = tally(
      answered([header(0, states.length, truncated), ...alarms, header(1, 0), end]),
      {},
    );
    expect([it.verdict, lookOf(it).tone]).toEqual([verdict, tone]);
    expect(it.total).toBe(states.length);
  });

  test('has the age of its oldest source, and counts items that notify nobody', () => {
    const silent = { name: 'b', kind: 'metric', state: 'OK', noActions: true };
    const later = { ...header(1, 1), asOf: 5 };
    const records: ViewRecord[] = [
      header(0, 1),
      alarm(0, 'a'),
      later,
      { type: 'alarm', source: 1, alarm: silent },
      end,
    ];
    expect(tally(answered(records), {})).toMatchObject({
      asOf: 0,
      silent: 1,
      total: 2,
      verdict: 'ok',
    });
    expect(tally(begin(sources), {}).asOf).toBeUndefined();
  });
});
