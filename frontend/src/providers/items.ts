import { toItem } from '../cloudwatch/item';
import type { Item } from '../macro/item';
import type { ReadyRecord } from '../macro/ready-record';
import type { ViewRecord } from '../wire/records';

/** itemOf returns the item of a record; null for one that `withItems` has to convert. */
export function itemOf(
  record: Exclude<ReadyRecord, { type: 'source' | 'error' | 'end' }>,
): Item | null {
  switch (record.type) {
    case 'alarm':
      return toItem(record.alarm);
    case 'item':
      return record.item;
    case 'rule':
      return null;
  }
}

/** rulesLoaded loads the code of rules, which the other sources do without. */
export async function rulesLoaded(): Promise<(records: readonly ViewRecord[]) => ReadyRecord[]> {
  const { withItems } = await import('../grafana/items');
  return withItems;
}
