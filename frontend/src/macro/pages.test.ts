import { expect, test } from 'vitest';
import { text } from '../text/en';
import type { SourceRecord, ViewRecord } from '../wire/records';
import { again, begin, receive, refuse } from './model';
import { current, olderAsOf } from './ages';
import { append } from './pages';
import { lookOfRow, rowsOf } from './rows';
import { tally } from './tally';
import type { SourceView, View } from './view';

const sources = [{ connection: 'c-1', region: 'eu-central-1' }];
const answer = (asOf: number, truncated: boolean, names: string[], state = 'OK'): ViewRecord[] => {
  const header: SourceRecord = {
    type: 'source',
    source: 0,
    name: 'Payments',
    region: '',
    asOf,
    count: names.length,
    truncated,
    cursor: truncated ? `after ${asOf}` : undefined,
  };
  const alarms = names.map((name): ViewRecord => ({
    type: 'alarm',
    source: 0,
    alarm: { name, kind: 'metric', state },
  }));
  return [header, ...alarms, { type: 'end', requestId: 'r' }];
};

const asked = (view: View, records: ViewRecord[]): View =>
  receive(view.length === 0 ? begin(sources) : again(view, [0]), records, [0]);
const more = (view: View, records: ViewRecord[]): View => {
  const [page] = receive(begin(sources), records, [0]);
  return page ? append(view, 0, page) : view;
};
const shown = ([source]: View): Record<string, number | undefined> =>
  Object.fromEntries(
    (source?.items ?? []).map((item) => [item.name, source && olderAsOf(source, item)]),
  );
const first = (view: View): SourceView => {
  const [source] = view;
  if (!source) throw new Error('no source');
  return source;
};

const loaded = more(asked([], answer(1000, true, ['a', 'b'])), answer(1500, true, ['c', 'd']));

test('a further page has the age of the older part', () => {
  expect(shown(loaded)).toEqual({ a: undefined, b: undefined, c: undefined, d: undefined });
  expect(first(loaded).header).toMatchObject({ asOf: 1000, cursor: 'after 1500' });
});

test('a refresh keeps further pages, each alarm with its own age', () => {
  const next = asked(loaded, answer(9000, true, ['a', 'b']));
  expect(shown(next)).toEqual({ a: undefined, b: undefined, c: 1000, d: 1000 });
  expect(first(next).status).toBe('answered');
  expect(current(first(next))).toHaveLength(2);
  expect(tally(next, {})).toMatchObject({
    total: 4,
    asOf: 1000,
    verdict: 'unknown',
    reason: 'truncated',
  });
  expect(shown(asked(next, answer(20_000, true, ['a', 'b'])))).toMatchObject({ c: 1000, d: 1000 });
});

test('an alarm that moves to the first page appears once', () => {
  const next = asked(loaded, answer(9000, true, ['a', 'c'], 'ALARM'));
  expect(shown(next)).toEqual({ a: undefined, c: undefined, d: 1000 });
});

test('an announced alarm must arrive, whatever was kept', () => {
  const records = answer(9000, true, ['a', 'b']).filter(
    (it) => it.type !== 'alarm' || it.alarm.name !== 'b',
  );
  expect(first(asked(loaded, records)).status).toBe('cut');
});

test('further pages go when the first page is not truncated', () => {
  const next = asked(loaded, answer(9000, false, ['a']));
  expect(shown(next)).toEqual({ a: undefined });
  expect(first(next).further).toBeUndefined();
});

test('reloaded pages have the new age; after the last page, missing alarms are gone', () => {
  const next = asked(loaded, answer(9000, true, ['a', 'b']));
  expect(shown(more(next, answer(9500, true, ['c', 'e'])))).toEqual({
    a: undefined,
    b: undefined,
    d: 1000,
    c: undefined,
    e: undefined,
  });
  expect(shown(more(next, answer(9500, false, ['c'])))).toEqual({
    a: undefined,
    b: undefined,
    c: undefined,
  });
});

test('a refused source keeps nothing, and its next answer is whole', () => {
  const refused = refuse(again(loaded, [0]), [0], { code: 'not_found', message: 'No.' });
  expect(first(refused)).toMatchObject({ items: [], further: undefined, header: undefined });
  expect(shown(asked(refused, answer(9000, true, ['a'])))).toEqual({ a: undefined });
});

test('an older row shows its age and is not green', () => {
  const view = asked(loaded, answer(9000, true, ['a', 'b']));
  const rows = rowsOf(view, new Map());
  expect(rows.map((row) => [row.item.name, row.olderAsOf, lookOfRow(row).tone])).toEqual([
    ['a', undefined, 'success'],
    ['b', undefined, 'success'],
    ['c', 1000, 'neutral'],
    ['d', 1000, 'neutral'],
  ]);
  expect(tally(view, {}).counts).toMatchObject({ ok: 2, doubtful: 2 });
  expect(text.macro.someOlder(2)).toContain('2 of them');
});
