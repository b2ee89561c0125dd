import { text } from '../../text/en';
import type { Grouping } from '../../wire/macro-config';
import { accountOf, placeNameOf } from '../names';
import type { Row } from '../rows';
import { CHANGES, changedSince } from './changed';

/** Group is rows under a common title. */
export interface Group {
  title: string;
  rows: Row[];
}

/**
 * groupRows groups rows, most urgent group first, or latest change first. Ungrouped rows come last,
 * whatever their urgency. now is in milliseconds since 1970.
 */
export function groupRows(
  rows: readonly Row[],
  by: Exclude<Grouping, 'source'>,
  now = Date.now(),
): Group[] {
  const { otherNames, noOwner, noFolder, noSeverity } = text.macro;
  switch (by) {
    case 'composite':
      return byComposite(rows);
    case 'changed':
      return byChange(rows, now);
    case 'prefix':
      return last(byPrefix(rows, otherNames), otherNames);
    case 'owner':
      return last(
        gather(rows, ({ item }) => item.owner ?? noOwner),
        noOwner,
      );
    case 'account':
      return gather(rows, accountName);
    case 'folder':
      return last(
        gather(rows, ({ item }) => item.folder ?? noFolder),
        noFolder,
      );
    case 'severity':
      return last(
        gather(rows, ({ item }) => item.severity ?? noSeverity),
        noSeverity,
      );
    default:
      return gather(rows, placeName);
  }
}

function last(groups: Group[], title: string): Group[] {
  return [
    ...groups.filter((group) => group.title !== title),
    ...groups.filter((group) => group.title === title),
  ];
}

function byChange(rows: readonly Row[], now: number): Group[] {
  return CHANGES.map((changed) => ({
    title: text.macro.changes[changed],
    rows: rows.filter((row) => changedSince(row, now) === changed),
  })).filter((group) => group.rows.length > 0);
}

function accountName({ source, names }: Row): string {
  const account = accountOf(source);
  return account === undefined
    ? (names.connection ?? text.macro.nameless)
    : text.macro.account(account);
}

/** A source with rules has no place. */
function placeName({ names, source }: Row): string {
  return placeNameOf(names, source.asked) || (names.connection ?? text.macro.nameless);
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
