import type { Item } from './item';

/**
 * pagedBy maps the key of each item that some composite notifies for to the name of that composite.
 * A composite notifies for every item whose alarm its rule asks for, also by way of other
 * composites. One that notifies nobody itself does not count, nor one that does not fire while the
 * item does: nobody was notified then.
 */
export function pagedBy(items: readonly Item[]): ReadonlyMap<string, string> {
  const byName = new Map(items.map((item) => [item.name, item]));
  const paged = new Map<string, string>();
  for (const composite of items) {
    if (composite.notifies) mark(composite, composite);
  }
  return paged;

  function mark({ raisedBy = [] }: Item, composite: Item): void {
    for (const name of raisedBy) {
      const child = byName.get(name);
      if (!child || paged.has(child.key)) continue;
      if (child.standing === 'firing' && composite.standing !== 'firing') continue;
      paged.set(child.key, composite.name);
      mark(child, composite);
    }
  }
}

/**
 * silentIn returns the keys of the items that notify nobody, as far as one answer shows: neither by
 * themselves nor by way of a composite.
 */
export function silentIn(items: readonly Item[]): ReadonlySet<string> {
  const paged = pagedBy(items);
  return new Set(
    items.filter(({ key, notifies }) => !notifies && !paged.has(key)).map(({ key }) => key),
  );
}
