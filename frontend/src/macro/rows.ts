import { keyOf, type Changes } from './changes';
import type { Item, Remark } from './item';
import { looks, type Look } from './looks';
import { namesOf, type Names } from './names';
import { olderAsOf, standingIn } from './ages';
import { byUrgency } from './standing';
import { pagedBy } from './silent';
import { text } from '../text/en';
import type { SourceView, View } from './view';

/** Row is one item of a view, with its source. */
export interface Row {
  key: string;
  item: Item;
  source: SourceView;
  names: Names;
  /** The state before the last refresh, in words, if it differed; "" for a new item. */
  was: string | undefined;
  /** The time of the item, in milliseconds since 1970, if it is older than its source's answer. */
  olderAsOf?: number | undefined;
  /** The composite that notifies for the item, which notifies nobody itself. */
  pagedBy?: string | undefined;
}

/**
 * lookOfRow returns the look of an item. An item older than its source's answer is neither green nor
 * red, and a demoted one is hollow.
 */
export function lookOfRow(row: Row): Look {
  const look = looks[standingIn(row.source, row.item)];
  if (row.olderAsOf !== undefined) return { ...look, tone: 'neutral' };
  return isDemoted(row) ? { tone: 'neutral', shape: look.shape } : look;
}

/** rowsOf lists every item of a view, most urgent first. */
export function rowsOf(view: View, changes: Changes): Row[] {
  const rows = view.flatMap((source, index) => {
    const names = namesOf(view, source.asked);
    const paged = pagedBy(source.items);
    return source.items.map((item) => {
      const key = keyOf(index, item);
      return {
        key,
        item,
        source,
        names,
        was: changes.get(key),
        olderAsOf: olderAsOf(source, item),
        pagedBy: item.notifies ? undefined : paged.get(item.key),
      };
    });
  });
  return rows.sort((a, b) => byUrgency(a.item, b.item));
}

/** The age of a chronic state, which says little about the present. */
const CHRONIC_MS = 30 * 24 * 60 * 60 * 1000;

/** isSilent reports whether an item notifies nobody when it fires, as far as its answer shows. */
export function isSilent({ item, pagedBy: composite }: Row): boolean {
  return !item.notifies && composite === undefined;
}

/**
 * isDemoted reports whether a bad state asks for less attention than a new one: it is silenced on
 * purpose or chronic.
 */
export function isDemoted({ item, source }: Row): boolean {
  const { standing, since, muted } = item;
  if (standing === 'ok' || standing === 'doubtful') return false;
  const age = since === undefined ? 0 : (source.header?.asOf ?? 0) - since;
  return muted || age > CHRONIC_MS;
}

/** remarksOn lists the remarks on the item of a row. A composite that notifies for it is one. */
export function remarksOn({ item, pagedBy: composite }: Row): Remark[] {
  if (composite === undefined) return [...item.badges];
  return item.badges.map((remark) =>
    isOfNotice(remark) ? text.badges.pagedBy(composite) : remark,
  );
}

/** stateRemarksOn lists the remarks on the state of an item, without whom it notifies. */
export function stateRemarksOn({ item }: Row): Remark[] {
  return item.badges.filter((remark) => !isOfNotice(remark));
}

function isOfNotice({ label }: Remark): boolean {
  return label === text.badges.noActions.label;
}
