import { causesIn as causesOfItem } from '../providers/causes';
import { isDemoted, type Row } from './rows';

/** FoldedRow is a row with the rows that caused it. */
export interface FoldedRow {
  row: Row;
  causes: readonly Row[];
}

/**
 * foldRows folds the rows that caused a composite's state under the topmost such composite. A
 * demoted composite folds nothing, and no composite folds what fires since later: a new alarm must
 * not sink with an old one. What fires comes first, then what is pending; in each composites with causes come first, and
 * demoted rows last. Otherwise the order stays.
 */
export function foldRows(rows: readonly Row[]): FoldedRow[] {
  const causesOf = new Map(rows.map((row) => [row, causesIn(row, rows)]));
  const folded = new Set<Row>();
  for (const [row, causes] of causesOf) {
    // In a cycle the first row stays.
    if (!folded.has(row)) for (const cause of causes) folded.add(cause);
  }
  const heads = rows
    .filter((row) => !folded.has(row))
    .map((row) => ({ row, causes: causesOf.get(row) ?? [] }));
  return heads.sort((a, b) => rank(a) - rank(b));
}

function rank({ row, causes }: FoldedRow): number {
  const { standing } = row.item;
  const base = standing === 'firing' ? 0 : standing === 'pending' ? 3 : 6;
  if (isDemoted(row)) return base + 2;
  return causes.length > 0 ? base : base + 1;
}

/**
 * mayCause reports whether a row has the state of a composite for at least as long, and is known as
 * of the same time.
 */
function mayCause(row: Row, head: Row): boolean {
  const { standing, since = 0 } = row.item;
  const { since: headSince = since } = head.item;
  if (standing !== head.item.standing || row.was !== undefined) return false;
  if ((row.olderAsOf === undefined) !== (head.olderAsOf === undefined)) return false;
  return since <= headSince;
}

/**
 * namesUnder returns the names that a row's rule rests on: those that make it hold, or for a
 * composite without data those that it asks for.
 */
function namesUnder({ item, source }: Row): readonly string[] {
  if (item.children === undefined) return [];
  if (item.standing !== 'firing') return item.raisedBy ?? [];
  return causesOfItem(item, new Map(source.items.map((it) => [it.name, it])));
}

/** causesIn lists the rows of the same source and standing that a row's rule rests on. */
function causesIn(head: Row, rows: readonly Row[]): Row[] {
  if (isDemoted(head)) return [];
  const found = new Set<Row>();
  const visit = (row: Row): void => {
    for (const name of namesUnder(row)) {
      const cause = rows.find(
        (it) => it.source === row.source && it.item.name === name && mayCause(it, head),
      );
      if (!cause || cause === head || found.has(cause)) continue;
      found.add(cause);
      visit(cause);
    }
  };
  visit(head);
  return [...found];
}
