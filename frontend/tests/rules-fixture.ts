import { readFileSync } from 'node:fs';
import { withItems } from '../src/grafana/items';
import type { Item } from '../src/macro/item';
import type { ReadyRecord } from '../src/macro/ready-record';
import { isObject } from '../src/wire/fields';
import { parseRecord } from '../src/wire/records';

/** rawRecords returns the parsed lines of a golden file that the backend's tests read too. */
export const rawRecords = (name: string): Record<string, unknown>[] =>
  readFileSync(`../testdata/wire/${name}.ndjson`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
    .filter(isObject);

/** rulesIn returns the rules of a golden file, unparsed. */
export const rulesIn = (name: string): unknown[] =>
  rawRecords(name).flatMap(({ type, rule }) => (type === 'rule' ? [rule] : []));

/** readyRecords returns the records of a golden file as a view receives them. */
export const readyRecords = (name: string): ReadyRecord[] =>
  withItems(rawRecords(name).flatMap((it) => parseRecord(it) ?? []));

/** itemsIn returns the items of the rules of a golden file, by name. */
export function itemsIn(name: string): Map<string, Item> {
  const items = readyRecords(name).flatMap((it) => (it.type === 'item' ? [it.item] : []));
  return new Map(items.map((item) => [item.name, item]));
}

/** rule is one rule of an answer. */
export const rule = (name: string, state = 'normal', more: object = {}): object => ({
  uid: name,
  name,
  folder: { uid: 'prod', title: 'Production' },
  state,
  ...more,
});

/** rulesOf is the answer of one source with rules, without the end record. */
export function rulesOf(rules: readonly object[], more: object = {}, source = 0): object[] {
  const [header] = rawRecords('rules');
  return [
    { ...header, left: undefined, narrowed: undefined, source, count: rules.length, ...more },
    ...rules.map((it) => ({ type: 'rule', source, rule: it })),
  ];
}
