import type { Alarm } from '../src/cloudwatch/wire/alarm';
import { toItem } from '../src/cloudwatch/item';
import type { Item } from '../src/macro/item';
import type { Rule } from '../src/cloudwatch/wire/rule';
import type { SourceRecord, ViewRecord } from '../src/wire/records';

/** Given is a name, or an alarm that differs from an OK metric alarm. */
export type Given = string | (Partial<Alarm> & { name: string });

/** alarmOf returns a whole alarm. */
export function alarmOf(given: Given): Alarm {
  const more = typeof given === 'string' ? { name: given } : given;
  return { kind: 'metric', state: 'OK', ...more };
}

/** itemsOf returns the items of alarms. */
export const itemsOf = (...given: Given[]): Item[] => given.map((it) => toItem(alarmOf(it)));

/** composite returns a firing composite alarm that asks for any of some alarms. */
export function composite(name: string, ...children: string[]): Alarm {
  return { name, kind: 'composite', state: 'ALARM', rule: anyOf(...children) };
}

/** anyOf returns the rule that asks for the ALARM of any of some alarms. */
export const anyOf = (...names: string[]): Rule => ({
  op: 'or',
  of: names.map((name) => ({ state: 'ALARM', name })),
});

/** end is the last record of an answer. */
export const end: ViewRecord = { type: 'end', requestId: 'r' };

/** header is the first record of a source's answer. */
export const header = (source: number, more: Partial<SourceRecord> = {}): SourceRecord => ({
  type: 'source',
  source,
  name: 'Payments',
  region: '',
  asOf: 1000,
  count: 0,
  truncated: false,
  ...more,
});

/** answerOf is the answer of one source, without the end record. */
export function answerOf(
  source: number,
  given: readonly Given[],
  more: Partial<SourceRecord> = {},
): ViewRecord[] {
  return [
    header(source, { count: given.length, ...more }),
    ...given.map((it): ViewRecord => ({ type: 'alarm', source, alarm: alarmOf(it) })),
  ];
}

/** failed is the answer of one source that failed. */
export const failed = (source: number, code: string): ViewRecord => ({
  type: 'error',
  source,
  name: 'Payments',
  error: { code, message: `${code}.` },
});
