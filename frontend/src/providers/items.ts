import { toItem } from '../cloudwatch/item';
import type { Item } from '../macro/item';
import type { ItemRecord } from '../wire/records';

/** itemOf makes the item of a record. */
export function itemOf(record: ItemRecord): Item {
  return toItem(record.alarm);
}
