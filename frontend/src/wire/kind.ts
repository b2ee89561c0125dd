import { Fields, isObject, ShapeError } from './fields';

/**
 * CONNECTION_KINDS are the known kinds: an IAM role, the long-lived keys of an IAM user, and a
 * Grafana stack.
 */
export const CONNECTION_KINDS = ['aws-role', 'aws-user', 'grafana'] as const;

/** ConnectionKind is one of CONNECTION_KINDS. */
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

/** AccountKind is a kind of connection to an AWS account. */
export type AccountKind = Exclude<ConnectionKind, 'grafana'>;

/** Places are the Regions that a connection shows, and the beginnings of names. */
export interface Places {
  regions: string[];
  /** The fence; empty allows every alarm. */
  namePrefixes: string[];
}

/** placesIn reads the places of a connection. A stack has none. */
export function placesIn(fields: Fields, kind: ConnectionKind): Places {
  if (kind === 'grafana') return { regions: [], namePrefixes: [] };
  return { regions: fields.strings('regions'), namePrefixes: fields.strings('namePrefixes') };
}

/**
 * UnknownConnection is a connection that this page cannot use. It has a name, and can be removed if
 * its id is known.
 */
export interface UnknownConnection {
  kind: 'unknown';
  /** Absent if the answer has none. */
  id?: string | undefined;
  /** "" if the answer has none. */
  name: string;
  /**
   * "kind": an unknown kind. "shape": the entry does not match docs/wire.md. "damaged": the backend
   * cannot read the stored record.
   */
  why: 'kind' | 'shape' | 'damaged';
}

/**
 * parseKnown parses an entry of a list of connections. An unknown kind, or an entry that parse
 * refuses, becomes an UnknownConnection, so that the other entries remain usable.
 */
export function parseKnown<T>(
  value: unknown,
  parse: (fields: Fields, kind: ConnectionKind) => T,
): T | UnknownConnection {
  try {
    const fields = new Fields(value, 'connection');
    const word = fields.string('kind');
    const kind = CONNECTION_KINDS.find((it) => it === word);
    if (kind) return parse(fields, kind);
    return unknownFrom(value, fields.raw('status') === 'damaged' ? 'damaged' : 'kind');
  } catch (thrown) {
    if (!(thrown instanceof ShapeError)) throw thrown;
    return unknownFrom(value, 'shape');
  }
}

function unknownFrom(value: unknown, why: UnknownConnection['why']): UnknownConnection {
  const { id, name } = isObject(value) ? value : {};
  return {
    kind: 'unknown',
    id: typeof id === 'string' && id !== '' ? id : undefined,
    name: typeof name === 'string' ? name : '',
    why,
  };
}
