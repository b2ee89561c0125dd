import { text } from '../../text/en';
import { clockTime, exactlyZoned } from '../../ui/ago';
import { placeOf } from '../../wire/macro-config';
import { accountOf } from '../names';
import { remarksOn, type Row } from '../rows';
import { isolated } from './isolated';

type Cell = string;

/** Heading is the line above a copied table: the verdict, its time and the filters. */
export interface Heading {
  headline: string;
  asOf?: number | undefined;
  /** "" for no filter. */
  asked?: string;
}

/** asMarkdown renders rows as a Markdown table under a heading. */
export function asMarkdown(rows: readonly Row[], { headline, asOf, asked = '' }: Heading): string {
  const dated =
    asOf === undefined ? headline : `${headline} (${text.macro.asOf(exactlyZoned(asOf))})`;
  const title = asked === '' ? dated : `${dated}. ${asked}`;
  const [head = [], ...body] = cells(rows);
  const line = (row: readonly Cell[]): string => `| ${row.map(markdown).join(' | ')} |`;
  return [
    // Authors write the filters.
    markdown(title.replace(/\p{Cf}/gu, '')),
    '',
    line(head),
    `|${' --- |'.repeat(head.length)}`,
    ...body.map(line),
    '',
  ].join('\n');
}

/** asCsv renders rows as CSV (RFC 4180). */
export function asCsv(rows: readonly Row[]): string {
  return cells(rows)
    .map((row) => `${row.map(csv).join(',')}\r\n`)
    .join('');
}

interface Column {
  title: string;
  cellOf: (row: Row) => Cell;
}

const columns: readonly Column[] = [
  { title: text.macro.columns.state, cellOf: stateIn },
  { title: text.macro.columns.name, cellOf: ({ item }) => item.name },
  {
    title: text.macro.columns.since,
    cellOf: ({ item }) => (item.since === undefined ? '' : new Date(item.since).toISOString()),
  },
  {
    title: text.macro.columns.reason,
    cellOf: ({ item }) => item.brief ?? item.reason ?? item.evidence?.full ?? '',
  },
];

/** The columns of what not every item has. */
const rare: readonly Column[] = [
  { title: text.macro.columns.account, cellOf: ({ source }) => accountOf(source) ?? '' },
  { title: text.macro.columns.place, cellOf: ({ source }) => placeOf(source.asked) },
  { title: text.macro.columns.connection, cellOf: ({ names }) => names.connection ?? '' },
  { title: text.macro.ruleColumns.stack, cellOf: ({ source }) => source.header?.stack ?? '' },
  { title: text.macro.tools.groups.folder, cellOf: ({ item }) => item.folder ?? '' },
  { title: text.macro.columns.group, cellOf: ({ item }) => item.group ?? '' },
  { title: text.macro.tools.groups.severity, cellOf: ({ item }) => item.severity ?? '' },
  { title: text.macro.columns.owner, cellOf: ({ item }) => item.owner ?? '' },
  { title: text.macro.columns.runbook, cellOf: ({ item }) => item.runbook?.href ?? '' },
  {
    title: text.macro.columns.link,
    // The page of an alarm follows from its account, its Region and its name.
    cellOf: ({ item, source }) => (source.asked.alerts && item.link?.href) ?? '',
  },
];

function cells(rows: readonly Row[]): Cell[][] {
  const named = rare.filter(({ cellOf }) => rows.some((row) => cellOf(row) !== ''));
  const all = [...columns, ...named];
  return [
    all.map(({ title }) => title),
    ...rows.map((row) => all.map(({ cellOf }) => cellOf(row))),
  ];
}

/**
 * stateIn returns the state with all remarks: an OK with a caveat is no plain OK in a copy either.
 */
function stateIn(row: Row): string {
  const { item, olderAsOf } = row;
  const remarks = remarksOn(row).map(({ label }) => label);
  if (olderAsOf !== undefined) remarks.unshift(text.macro.older(clockTime(olderAsOf)));
  return remarks.length === 0 ? item.state : `${item.state} (${remarks.join(', ')})`;
}

/**
 * What renderers link or take for a mention, up to white space: bare addresses and domains. They
 * find it in texts with escaped signs too, but not in code. The signs left out have a meaning of
 * their own in code or in a cell.
 */
const linked = /([^\s\\`|]*(?:[\p{L}\p{N}_-]\.\p{L}|www\.|\/\/|@[\p{L}\p{N}])[^\s\\`|]*)/iu;

/**
 * Names and reasons are untrusted text: none of it may become a link, an image, markup or another
 * cell.
 */
function markdown(cell: Cell): string {
  const parts = cell.replace(/\s+/g, ' ').split(linked);
  return isolated(parts.map((part, i) => (i % 2 === 1 ? `\`${part}\`` : plain(part))).join(''));
}

function plain(words: string): string {
  return words.replace(/[\\`*_{}[\]<>()#+!|~&$:@]/g, (sign) =>
    sign === '&' || sign === '<' ? entity(sign) : escape(sign),
  );
}

function entity(sign: string): string {
  return sign === '&' ? '&amp;' : '&lt;';
}

function escape(sign: string): string {
  return `\\${sign}`;
}

/**
 * CSV injection: a spreadsheet evaluates a cell that begins with one of these characters as a
 * formula. An apostrophe in front makes it text. Some spreadsheets skip leading white space, and
 * some accept full-width characters.
 */
function csv(cell: Cell): string {
  const line = inward(cell.replaceAll('\t', ' '));
  const text = /^[\s\0]*[=+\-@\r|%＝＋－＠]/u.test(line) ? `'${line}` : line;
  return /[",;\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * In some locales a spreadsheet splits cells at ";" and at line breaks, and ignores quotes that do
 * not open its own first cell. So the text after those characters may start a cell, and gets its
 * apostrophe there.
 */
function inward(cell: Cell): string {
  return cell.replace(/([;\r\n](?:[^\S\r\n]|[\0"])*)(?=[=+\-@|%＝＋－＠])/gu, "$1'");
}
