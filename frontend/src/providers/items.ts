import { toItem } from '../cloudwatch/item';
import type { Item } from '../macro/item';
import type { ItemRecord } from '../wire/records';

/** itemOf converts a record to an item. */
export function itemOf(record: ItemRecord): Item {
  return toItem(record.alarm);
}
