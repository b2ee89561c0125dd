import { Fields } from './fields';

/** KINDS are the kinds of alarms that a query can select. */
export const KINDS = ['metric', 'composite', 'log'] as const;

/** MAX_NAMES is the maximum number of exact names in one view. */
export const MAX_NAMES = 100;

/** Query is the filter for AWS (docs/wire.md). An empty one selects every alarm. */
export interface Query {
  /** Mutually exclusive with names. */
  namePrefix?: string | undefined;
  names?: string[] | undefined;
  kinds?: string[] | undefined;
  actionPrefix?: string | undefined;
  /** An empty answer then makes no claim about alarms that do not fire. */
  firingOnly?: boolean | undefined;
  /** Leaves out the alarms that Auto Scaling makes for itself. */
  withoutAutoScaling?: boolean | undefined;
}

/** parseQuery parses a stored query. It drops empty members, which filter nothing. */
export function parseQuery(value: unknown): Query {
  const fields = new Fields(value, 'query');
  return pruned({
    namePrefix: fields.optionalString('namePrefix'),
    names: optionalStrings(fields, 'names'),
    kinds: optionalStrings(fields, 'kinds'),
    actionPrefix: fields.optionalString('actionPrefix'),
    firingOnly: fields.optionalBoolean('firingOnly'),
    withoutAutoScaling: fields.optionalBoolean('withoutAutoScaling'),
  });
}

/** pruned drops the members of a query that filter nothing. */
export function pruned(query: Query): Query {
  const { namePrefix, names, kinds, actionPrefix, firingOnly, withoutAutoScaling } = query;
  const kept: Query = {};
  if (names !== undefined && names.length > 0) kept.names = names;
  // AWS accepts names or a prefix, never both: names are more exact.
  else if (namePrefix !== undefined && namePrefix !== '') kept.namePrefix = namePrefix;
  if (kinds !== undefined && kinds.length > 0) kept.kinds = kinds;
  if (actionPrefix !== undefined && actionPrefix !== '') kept.actionPrefix = actionPrefix;
  if (firingOnly === true) kept.firingOnly = true;
  if (withoutAutoScaling === true) kept.withoutAutoScaling = true;
  return kept;
}

/**
 * isNarrowed reports whether a query excludes any alarm. A list of all kinds excludes none.
 */
export function isNarrowed(query: Query): boolean {
  const { namePrefix, names, kinds, actionPrefix, firingOnly, withoutAutoScaling } = query;
  const some =
    kinds !== undefined && kinds.length > 0 && !KINDS.every((kind) => kinds.includes(kind));
  return (
    [namePrefix, actionPrefix].some(Boolean) ||
    (names?.length ?? 0) > 0 ||
    some ||
    firingOnly === true ||
    withoutAutoScaling === true
  );
}

function optionalStrings(fields: Fields, name: string): string[] | undefined {
  return fields.raw(name) === undefined ? undefined : fields.strings(name);
}
