// What a source asks for in place of places depends on its provider: a stack has alert rules.
import {
  alertsFrom,
  blankSelection,
  otherStack,
  selectionFrom,
  type Selection,
} from '../grafana/config/selection';
import { nothingSeen, seenWith, type Seen } from '../grafana/config/seen';
import type { View } from '../macro/view';
import { providerOf } from './kinds';
import type { PickableConnection } from '../wire/connections';

export { selectionErrors, selectionFields, SAME_RULES } from '../grafana/config/selection-errors';
export { alertsFrom, blankSelection, otherStack, selectionFrom, type Selection };

/** hasPlaces reports whether a source of a connection is one of its places. */
export function hasPlaces({ kind }: Pick<PickableConnection, 'kind'>): boolean {
  return providerOf[kind] === 'cloudwatch';
}

/** Known is what the answers of the preview have shown, by connection. */
export type Known = ReadonlyMap<string, Seen>;

/** knownWith adds a view to what is known. */
export function knownWith(known: Known, view: View): Known {
  const next = new Map(known);
  for (const { asked, items } of view) {
    const rules = items.flatMap(({ name, detail }) =>
      detail.provider === 'grafana' ? [{ name, detail }] : [],
    );
    if (rules.length === 0) continue;
    next.set(asked.connection, seenWith(next.get(asked.connection) ?? nothingSeen, rules));
  }
  return next;
}
