import type { ReadyRecord } from '../macro/ready-record';
import type { ViewRecord } from '../wire/records';
import { toItem } from './item';
import { parseRule } from './wire/rule';

/**
 * withItems makes the items of an answer's rules. The first record of a source has the host that its
 * items link to. Items of a simulation link to no stack: another one may have that host. A malformed
 * rule throws a ShapeError.
 */
export function withItems(records: readonly ViewRecord[]): ReadyRecord[] {
  const stacks = new Map<number, string | undefined>();
  return records.map((record) => {
    if (record.type === 'source')
      stacks.set(record.source, record.simulated === true ? undefined : record.stack);
    if (record.type !== 'rule') return record;
    const { source, rule } = record;
    return { type: 'item', source, item: toItem(parseRule(rule), stacks.get(source)) };
  });
}
