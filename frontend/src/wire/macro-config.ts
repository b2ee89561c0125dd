import { Fields } from './fields';
import { parseQuery, pruned, type Query } from './query';

/** MAX_SOURCES is how many sources one view may ask for (docs/wire.md). */
export const MAX_SOURCES = 10;

/** MAX_CONFIG is how many bytes a configuration may have: it travels in the token of every call. */
export const MAX_CONFIG = 2048;

/** KNOWN_STATES are the states an author can choose between, most urgent first. */
export const KNOWN_STATES = ['ALARM', 'INSUFFICIENT_DATA', 'OK'] as const;

/** KnownState is one of KNOWN_STATES. */
export type KnownState = (typeof KNOWN_STATES)[number];

/** LAYOUTS are the shapes of the macro: the whole table, cards, one line for a page top, one word in a sentence. */
export const LAYOUTS = ['table', 'cards', 'strip', 'badge'] as const;

/** GROUPINGS are what alarms can be gathered by. */
export const GROUPINGS = ['source', 'account', 'region', 'prefix', 'composite'] as const;

/** REFRESHES are the seconds between refreshes that can be chosen, beside none at all. */
export const REFRESHES: readonly number[] = [30, 60, 300];

/** Layout is one of LAYOUTS. */
export type Layout = (typeof LAYOUTS)[number];

/** Grouping is one of GROUPINGS. */
export type Grouping = (typeof GROUPINGS)[number];

/** Source is one connection in one Region. */
export interface Source {
  connection: string;
  region: string;
}

/** placeOf is where a source is asked within its connection: its Region. */
export function placeOf({ region }: Source): string {
  return region;
}

/** sourceAt is the source of a connection at a place. */
export function sourceAt(connection: string, place: string): Source {
  return { connection, region: place };
}

/**
 * MacroConfig is what the author chose. Confluence keeps it in the page, where every reader can see it,
 * so it names connections and never describes them. What is absent is as it was before it could be chosen.
 */
export interface MacroConfig {
  v: 1;
  sources: Source[];
  namePrefix: string;
  /** The states shown at first; readers can choose others. */
  states: string[];
  /** What else is asked of AWS. Its namePrefix, if any, is the one above. */
  query?: Query | undefined;
  layout?: Layout | undefined;
  groupBy?: Grouping | undefined;
  /** Seconds between refreshes. */
  refresh?: number | undefined;
  title?: string | undefined;
}

/**
 * parseMacroConfig reads the configuration stored in the page: null where the author has not chosen yet.
 * It throws a ShapeError for one it cannot read, such as one written by a later version.
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

/** queryOf is what a configuration asks of AWS. */
export function queryOf(config: MacroConfig): Query {
  return pruned({ namePrefix: config.namePrefix, ...config.query });
}

/** sizeOf is how many bytes a configuration takes in the page. */
export function sizeOf(config: MacroConfig): number {
  return new TextEncoder().encode(JSON.stringify(config)).length;
}

/** Words that are not known today fall back to what the macro does without them. */
function parseLook(fields: Fields): Partial<MacroConfig> {
  const query = fields.optional('query', parseQuery);
  const layout = oneOf(LAYOUTS, fields.optionalString('layout'));
  const groupBy = oneOf(GROUPINGS, fields.optionalString('groupBy'));
  const pace = fields.optionalNumber('refresh');
  const refresh = REFRESHES.find((seconds) => seconds === pace);
  const title = fields.optionalString('title');
  return {
    ...(query && { query }),
    ...(layout && { layout }),
    ...(groupBy && { groupBy }),
    ...(refresh !== undefined && { refresh }),
    ...(title !== undefined && { title }),
  };
}

function oneOf<T extends string>(words: readonly T[], word: string | undefined): T | undefined {
  return words.find((it) => it === word);
}

function parseSource(value: unknown): Source {
  const fields = new Fields(value, 'source');
  return { connection: fields.string('connection'), region: fields.string('region') };
}
