import { text } from '../../text/en';
import type { Grouping } from '../../wire/macro-config';
import { accountOf, placeNameOf } from '../names';
import type { Row } from '../rows';

/** Group is rows under a common title. */
export interface Group {
  title: string;
  rows: Row[];
}

/**
 * groupRows groups rows, most urgent group first. Ungrouped rows come last, whatever their urgency.
 */
export function groupRows(rows: readonly Row[], by: Exclude<Grouping, 'source'>): Group[] {
  if (by === 'composite') return byComposite(rows);
  const { otherNames } = text.macro;
  const groups = groupsBy(rows, by, otherNames);
  return [
    ...groups.filter(({ title }) => title !== otherNames),
    ...groups.filter(({ title }) => title === otherNames),
  ];
}

function groupsBy(
  rows: readonly Row[],
  by: Exclude<Grouping, 'source' | 'composite'>,
  otherTitle: string,
): Group[] {
  if (by === 'prefix') return byPrefix(rows, otherTitle);
  return gather(
    rows,
    by === 'account' ? accountName : ({ names, source }) => placeNameOf(names, source.asked),
  );
}

function accountName({ source, names }: Row): string {
  const account = accountOf(source);
  return account === undefined
    ? (names.connection ?? text.macro.nameless)
    : text.macro.account(account);
}

/** Alarms of one application share a prefix: "checkout-5xx" and "checkout-latency". */
function byPrefix(rows: readonly Row[], otherTitle: string): Group[] {
  const first = ({ item }: Row): string => /^[^\s\-_/.:]+/.exec(item.name)?.[0] ?? '';
  const sizes = new Map<string, number>();
  for (const row of rows) sizes.set(first(row), (sizes.get(first(row)) ?? 0) + 1);
  return gather(rows, (row) =>
    (sizes.get(first(row)) ?? 0) > 1 && first(row) !== '' ? first(row) : otherTitle,
  );
}

function byComposite(rows: readonly Row[]): Group[] {
  const groups = rows.flatMap((parent) => {
    const { name, children } = parent.item;
    if (!children) return [];
    const under = rows.filter(
      (row) => row.source === parent.source && children.includes(row.item.name),
    );
    return [{ title: name, rows: [parent, ...under.filter((row) => row !== parent)] }];
  });
  const placed = new Set(groups.flatMap((group) => group.rows));
  const alone = rows.filter((row) => !placed.has(row));
  return alone.length === 0 ? groups : [...groups, { title: text.macro.noComposite, rows: alone }];
}

/** Rows are sorted by urgency, so groups in order of first appearance are too. */
function gather(rows: readonly Row[], titleOf: (row: Row) => string): Group[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(titleOf(row), [...(groups.get(titleOf(row)) ?? []), row]);
  return [...groups].map(([title, members]) => ({ title, rows: members }));
}
