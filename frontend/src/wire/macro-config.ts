import { Fields } from './fields';

/** MAX_SOURCES is how many sources one view may ask for (docs/wire.md). */
export const MAX_SOURCES = 10;

/** KNOWN_STATES are the states an author can choose between, most urgent first. */
export const KNOWN_STATES = ['ALARM', 'INSUFFICIENT_DATA', 'OK'] as const;

/** Source is one connection in one Region. */
export interface Source {
  connection: string;
  region: string;
}

/**
 * MacroConfig is what the author chose. Confluence keeps it in the page, where every reader can see it,
 * so it names connections and never describes them.
 */
export interface MacroConfig {
  v: 1;
  sources: Source[];
  namePrefix: string;
  states: string[];
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
  };
}

function parseSource(value: unknown): Source {
  const fields = new Fields(value, 'source');
  return { connection: fields.string('connection'), region: fields.string('region') };
}
