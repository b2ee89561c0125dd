import { Fields } from './fields';

/** KINDS are the kinds of alarms that can be asked for. */
export const KINDS = ['metric', 'composite', 'log'] as const;

/** MAX_NAMES is how many exact names one view may ask for. */
export const MAX_NAMES = 100;

/** Query is what is asked of AWS (docs/wire.md). An empty one asks for every alarm. */
export interface Query {
  /** Excludes names. */
  namePrefix?: string | undefined;
  names?: string[] | undefined;
  kinds?: string[] | undefined;
  actionPrefix?: string | undefined;
  /** An empty answer then says nothing about the alarms that do not fire. */
  firingOnly?: boolean | undefined;
}

/** parseQuery reads a query as a page stores it. What is empty asks for nothing in particular and is left out. */
export function parseQuery(value: unknown): Query {
  const fields = new Fields(value, 'query');
  return pruned({
    namePrefix: fields.optionalString('namePrefix'),
    names: optionalStrings(fields, 'names'),
    kinds: optionalStrings(fields, 'kinds'),
    actionPrefix: fields.optionalString('actionPrefix'),
    firingOnly: fields.optionalBoolean('firingOnly'),
  });
}

/** pruned leaves out of a query what asks for nothing in particular. */
export function pruned(query: Query): Query {
  const { namePrefix, names, kinds, actionPrefix, firingOnly } = query;
  const kept: Query = {};
  if (names !== undefined && names.length > 0) kept.names = names;
  // AWS takes names or a prefix, never both: names are the more exact question.
  else if (namePrefix !== undefined && namePrefix !== '') kept.namePrefix = namePrefix;
  if (kinds !== undefined && kinds.length > 0) kept.kinds = kinds;
  if (actionPrefix !== undefined && actionPrefix !== '') kept.actionPrefix = actionPrefix;
  if (firingOnly === true) kept.firingOnly = true;
  return kept;
}

/** isNarrowed reports whether a query leaves any alarm out at AWS. Naming every kind leaves out none. */
export function isNarrowed(query: Query): boolean {
  const { namePrefix, names, kinds, actionPrefix, firingOnly } = query;
  const some =
    kinds !== undefined && kinds.length > 0 && !KINDS.every((kind) => kinds.includes(kind));
  return (
    [namePrefix, actionPrefix].some(Boolean) ||
    (names?.length ?? 0) > 0 ||
    some ||
    firingOnly === true
  );
}

function optionalStrings(fields: Fields, name: string): string[] | undefined {
  return fields.raw(name) === undefined ? undefined : fields.strings(name);
}
