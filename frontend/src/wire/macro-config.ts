import { parseAlerts, type Alerts } from './alerts';
import { Fields, isObject } from './fields';
import { parseQuery, pruned, type Query } from './query';

/** MAX_SOURCES is the maximum number of sources in one view (docs/wire.md). */
export const MAX_SOURCES = 10;

/** MAX_CONFIG is the maximum size of a configuration in bytes: it is in the token of every call. */
export const MAX_CONFIG = 2048;

/** KNOWN_STATES are the states that an author can choose, most urgent first. */
export const KNOWN_STATES = ['ALARM', 'INSUFFICIENT_DATA', 'OK'] as const;

/** KnownState is one of KNOWN_STATES. */
export type KnownState = (typeof KNOWN_STATES)[number];

/**
 * LAYOUTS are the layouts of the macro: what needs a look, a table, cards, one line for a page top, a
 * badge in a sentence.
 */
export const LAYOUTS = ['brief', 'table', 'cards', 'strip', 'badge'] as const;

/** GROUPINGS are the criteria for grouping alarms. */
export const GROUPINGS = [
  'source',
  'account',
  'region',
  'prefix',
  'composite',
  'owner',
  'changed',
  'folder',
  'severity',
] as const;

/** REFRESHES are the available refresh intervals in seconds, besides none. */
export const REFRESHES: readonly number[] = [30, 60, 300];

/** Layout is one of LAYOUTS. */
export type Layout = (typeof LAYOUTS)[number];

/** Grouping is one of GROUPINGS. */
export type Grouping = (typeof GROUPINGS)[number];

/** Source is one connection in one Region, or a selection of the alert rules of one connection. */
export type Source = RegionSource | RulesSource;

interface RulesSource extends Confirmed {
  connection: string;
  alerts: Alerts;
  region?: undefined;
}

interface RegionSource extends Confirmed {
  connection: string;
  region: string;
  alerts?: undefined;
}

interface Confirmed {
  /**
   * The account, or the host of the stack, that the author confirmed; absent if it was unknown. The
   * backend refuses a connection that reaches another one.
   */
  account?: string | undefined;
}

/** placeOf returns the place of a source within its connection: its Region, "" for none. */
export function placeOf({ region = '' }: Source): string {
  return region;
}

/** sourceAt returns the source of a connection at a place. */
export function sourceAt(connection: string, place: string, account?: string): Source {
  return { connection, region: place, ...(account !== undefined && { account }) };
}

/** rulesOf returns the source of a selection of the alert rules of a connection. */
export function rulesOf(connection: string, alerts: Alerts, account?: string): Source {
  return { connection, alerts, ...(account !== undefined && { account }) };
}

/**
 * MacroConfig is the author's configuration. Confluence stores it in the page, where every reader
 * can see it, so it refers to connections by id only. An absent member has the default of the form.
 */
export interface MacroConfig {
  v: 1;
  sources: Source[];
  namePrefix: string;
  /** The states shown initially; readers can choose others. */
  states: string[];
  /** The other filters for AWS. Its namePrefix, if any, is the one above. */
  query?: Query | undefined;
  layout?: Layout | undefined;
  groupBy?: Grouping | undefined;
  /** Seconds between refreshes. */
  refresh?: number | undefined;
  title?: string | undefined;
  /** The names of connections by id, as the author saw them. */
  names?: Readonly<Record<string, string>> | undefined;
  /** "hide" does not count the items that notify nobody. */
  silent?: 'hide' | undefined;
}

/**
 * parseMacroConfig parses the stored configuration; null if the author has not chosen yet. It
 * throws a ShapeError for an unreadable one, such as that of a later version.
 */
export function parseMacroConfig(value: unknown): MacroConfig | null {
  if (value === undefined || value === null) return null;
  const fields = new Fields(value, 'config');
  if (fields.raw('sources') === undefined && fields.raw('v') === undefined) return null;
  if (fields.index('v') !== 1) throw fields.wrong('v', 'a version this page knows');
  const sources = fields.list('sources', parseSource);
  if (sources.length === 0) return null;
  if (sources.length > MAX_SOURCES) throw fields.wrong('sources', `at most ${MAX_SOURCES} long`);
  return {
    v: 1,
    sources,
    namePrefix: fields.optionalString('namePrefix') ?? '',
    states: fields.raw('states') === undefined ? [...KNOWN_STATES] : fields.strings('states'),
    ...parseLook(fields),
  };
}

/** queryOf returns the query of a configuration. */
export function queryOf(config: MacroConfig): Query {
  return pruned({ namePrefix: config.namePrefix, ...config.query });
}

/** sizeOf returns the size of a configuration in bytes. */
export function sizeOf(config: MacroConfig): number {
  return new TextEncoder().encode(JSON.stringify(config)).length;
}

/** Unknown words fall back to the defaults. */
function parseLook(fields: Fields): Partial<MacroConfig> {
  const query = fields.optional('query', parseQuery);
  const layout = oneOf(LAYOUTS, fields.optionalString('layout'));
  const groupBy = oneOf(GROUPINGS, fields.optionalString('groupBy'));
  const pace = fields.optionalNumber('refresh');
  const refresh = REFRESHES.find((seconds) => seconds === pace);
  const title = fields.optionalString('title');
  const names = namesIn(fields.raw('names'));
  return {
    ...(query && { query }),
    ...(layout && { layout }),
    ...(groupBy && { groupBy }),
    ...(refresh !== undefined && { refresh }),
    ...(title !== undefined && { title }),
    ...(names && { names }),
    ...(fields.raw('silent') === 'hide' && { silent: 'hide' as const }),
  };
}

/** The maximum length of a connection's name. */
const MAX_NAME = 100;

/** Names only help people: a wrong one is dropped, and refuses nothing. */
function namesIn(value: unknown): Record<string, string> | undefined {
  if (!isObject(value)) return undefined;
  const names = Object.entries(value)
    .filter((entry): entry is [string, string] => isName(entry[1]))
    .slice(0, MAX_SOURCES);
  return names.length === 0 ? undefined : Object.fromEntries(names);
}

/** isName reports whether a value can stand for a connection's name. */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_NAME;
}

function oneOf<T extends string>(words: readonly T[], word: string | undefined): T | undefined {
  return words.find((it) => it === word);
}

function parseSource(value: unknown): Source {
  const fields = new Fields(value, 'source');
  const alerts = fields.optional('alerts', parseAlerts);
  const connection = fields.string('connection');
  const account = fields.optionalString('account');
  if (alerts) return rulesOf(connection, alerts, account);
  return sourceAt(connection, fields.string('region'), account);
}
