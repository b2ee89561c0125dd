import type { Item } from './item';
import { isStale } from './ages';
import type { SourceView, View } from './view';

/** Changes hold the previous state of each changed item, in words, by keyOf; "" for a new item. */
export type Changes = ReadonlyMap<string, string>;

/** keyOf identifies one item of a view. */
export function keyOf(index: number, item: Item): string {
  return `${index} ${item.key}`;
}

/**
 * changesBetween compares two answers to the same question. It compares only sources that answered
 * in full both times: an item that an incomplete answer lacks has not changed. After a failed
 * refresh the earlier answer counts.
 */
export function changesBetween(before: View | null, after: View): Changes {
  const changes = new Map<string, string>();
  after.forEach((source, index) => {
    const old = before?.[index];
    if (!old || !isWhole(old) || source.status !== 'answered') return;
    const states = new Map(old.items.map((item) => [keyOf(index, item), item.state]));
    for (const item of source.items) {
      const was = states.get(keyOf(index, item));
      if (was === undefined && old.header?.truncated === true) continue;
      if (was !== item.state) changes.set(keyOf(index, item), was ?? '');
    }
  });
  return changes;
}

function isWhole(source: SourceView): boolean {
  return source.status === 'answered' || isStale(source);
}
