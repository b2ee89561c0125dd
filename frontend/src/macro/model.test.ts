import { describe, expect, test } from 'vitest';
import type { Problem } from '../wire/problem';
import type { SourceRecord, ViewRecord } from '../wire/records';
import { begin, finish, receive, refusalOf, refuse, type View } from './model';
import { summarise } from './summary';

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
    expect(view[0]?.alarms.map(({ name }) => name)).toEqual(['a']);
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
    expect(summarise(view)).toMatchObject({ incomplete: true });
    expect(summarise(view).tone).not.toBe('success');
  });

  test('keeps the failure of one source to that source', () => {
    const view = answered([{ type: 'error', source: 1, error: problem }, header(0, 1), alarm(0, 'a'), end]);
    expect(statuses(view)).toEqual(['answered', 'failed']);
    expect(view[1]?.problem).toEqual(problem);
    expect(refusalOf(view)).toBeNull();
  });

  test('ignores records of sources it did not ask for', () => {
    expect(statuses(answered([header(7, 1), alarm(7, 'x'), header(0, 0), header(1, 0), end]))).toEqual([
      'answered',
      'answered',
    ]);
  });

  test('puts the answer of a source asked for by itself where it belongs', () => {
    const view = receive(begin(sources), [header(0, 1), alarm(0, 'second'), end], [1]);
    expect(statuses(view)).toEqual(['waiting', 'answered']);
  });

  test('keeps the old rows while it asks again, and drops them when no answer comes', () => {
    const old = answered([header(0, 1), alarm(0, 'old'), header(1, 0), end]);
    const again = begin(sources, old);
    expect(again[0]).toMatchObject({ status: 'waiting', alarms: [{ name: 'old' }] });
    expect(finish(again)[0]).toMatchObject({ status: 'unanswered', alarms: [] });
    expect(receive(again, [header(0, 1), alarm(0, 'new')], both)[0]?.alarms.map(({ name }) => name)).toEqual([
      'new',
    ]);
  });

  test('that was refused as a whole has one problem', () => {
    expect(refusalOf(refuse(begin(sources), both, problem))).toEqual(problem);
    expect(refusalOf(refuse(begin(sources), [0], problem))).toBeNull();
  });
});

describe('the summary', () => {
  test.each<[string, string[], boolean]>([
    ['danger', ['ALARM', 'OK'], false],
    ['danger', ['ALARM'], true],
    ['caution', ['OK', 'INSUFFICIENT_DATA'], false],
    ['caution', ['OK', 'SNOOZED'], false],
    ['caution', ['OK'], true],
    ['success', ['OK', 'OK'], false],
    ['neutral', [], false],
  ])('is %s for %j, truncated: %s', (tone, states, truncated) => {
    const alarms = states.map((state, place) => alarm(0, `a${place}`, state));
    const view = answered([header(0, states.length, truncated), ...alarms, header(1, 0), end]);
    expect(summarise(view).tone).toBe(tone);
  });
});
