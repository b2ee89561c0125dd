import { keyOf } from './changes';
import type { Item, Remark } from './item';
import { looks, type Look } from './looks';
import { namesOf, type Names } from './names';
import { olderAsOf, standingIn } from './pages';
import type { Live } from './runner';
import { byUrgency } from './standing';
import { text } from '../text/en';
import type { SourceView } from './view';

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
}

/** lookOfRow returns the look of an item. An item older than its source's answer is never green. */
export function lookOfRow({ item, source }: Row): Look {
  return looks[standingIn(source, item)];
}

/** rowsOf lists every item of a view, most urgent first. */
export function rowsOf({ view, changes }: Live): Row[] {
  const rows = view.flatMap((source, index) => {
    const names = namesOf(view, source.asked);
    return source.items.map((item) => {
      const key = keyOf(index, item);
      return {
        key,
        item,
        source,
        names,
        was: changes.get(key),
        olderAsOf: olderAsOf(source, item),
      };
    });
  });
  return rows.sort((a, b) => byUrgency(a.item, b.item));
}

/** The age of a chronic state, which says little about the present. */
const CHRONIC_MS = 30 * 24 * 60 * 60 * 1000;

/** remarksOn lists the remarks on the item of a row. Those of the provider come first. */
export function remarksOn({ item, source }: Pick<Row, 'item' | 'source'>): Remark[] {
  const { standing, since, badges } = item;
  const age = since === undefined ? 0 : (source.header?.asOf ?? 0) - since;
  const chronic = standing !== 'ok' && standing !== 'doubtful' && age > CHRONIC_MS;
  return chronic ? [...badges, text.badges.chronic] : [...badges];
}
