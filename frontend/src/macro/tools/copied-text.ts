import { text } from '../../text/en';
import { clockTime, exactly } from '../../ui/ago';
import { placeOf } from '../../wire/macro-config';
import { accountOf } from '../names';
import { remarksOn, type Row } from '../rows';

type Cell = string;

/** Heading stands above a copied table: the verdict, as of when it is, and what was asked for. */
export interface Heading {
  headline: string;
  asOf?: number | undefined;
  /** "" for everything. */
  asked?: string;
}

/** asMarkdown writes rows as a table under a heading. */
export function asMarkdown(rows: readonly Row[], { headline, asOf, asked = '' }: Heading): string {
  const dated = asOf === undefined ? headline : `${headline} (${text.macro.asOf(exactly(asOf))})`;
  const title = asked === '' ? dated : `${dated}. ${asked}`;
  const [head = [], ...body] = cells(rows);
  const line = (row: readonly Cell[]): string => `| ${row.map(markdown).join(' | ')} |`;
  return [
    markdown(title),
    '',
    line(head),
    `|${' --- |'.repeat(head.length)}`,
    ...body.map(line),
    '',
  ].join('\n');
}

/** asCsv writes rows as CSV (RFC 4180). */
export function asCsv(rows: readonly Row[]): string {
  return cells(rows)
    .map((row) => `${row.map(csv).join(',')}\r\n`)
    .join('');
}

function cells(rows: readonly Row[]): Cell[][] {
  const { columns } = text.macro;
  const head = [
    columns.state,
    columns.name,
    columns.since,
    columns.reason,
    columns.account,
    columns.place,
  ];
  const body = rows.map((row) => [
    stateIn(row),
    row.item.name,
    row.item.since === undefined ? '' : new Date(row.item.since).toISOString(),
    row.item.reason ?? '',
    accountOf(row.source) ?? '',
    placeOf(row.source.asked),
  ]);
  return [head, ...body];
}

/** stateIn is the state with every remark on it: an OK with a caveat is no plain OK in a copy either. */
function stateIn(row: Row): string {
  const { item, olderAsOf } = row;
  const remarks = remarksOn(row).map(({ label }) => label);
  if (olderAsOf !== undefined) remarks.unshift(text.macro.older(clockTime(olderAsOf)));
  return remarks.length === 0 ? item.state : `${item.state} (${remarks.join(', ')})`;
}

/** Names and reasons are anybody's text: nothing of it may become a link, an image, markup or another cell. */
function markdown(cell: Cell): string {
  const line = cell.replace(/\s+/g, ' ');
  return line.replace(/[\\`*_{}[\]<>()#+!|~&$:@]/g, (sign) =>
    sign === '&' || sign === '<' ? entity(sign) : escape(sign),
  );
}

function entity(sign: string): string {
  return sign === '&' ? '&amp;' : '&lt;';
}

/** ":" and "@" make bare addresses into links; a backslash before them ends that everywhere that matters. */
function escape(sign: string): string {
  return `\\${sign}`;
}

/**
 * A spreadsheet takes a cell that begins with one of these signs for a formula; with an apostrophe in front it is text.
 * White space in front does not stop every spreadsheet, and full-width signs count in some.
 */
function csv(cell: Cell): string {
  const line = inward(cell.replaceAll('\t', ' '));
  const text = /^[\s\0]*[=+\-@\r|%＝＋－＠]/u.test(line) ? `'${line}` : line;
  return /[",;\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * In some countries a spreadsheet ends a cell at ";", at a line break too, and heeds no quotes that do not open its own
 * first cell. So what comes after those signs may become the beginning of a cell, and gets its apostrophe right there.
 */
function inward(cell: Cell): string {
  return cell.replace(/([;\r\n](?:[^\S\r\n]|[\0"])*)(?=[=+\-@|%＝＋－＠])/gu, "$1'");
}
