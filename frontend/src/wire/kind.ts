import { Fields, isObject, ShapeError } from './fields';

/** CONNECTION_KINDS are the kinds that this page knows: an IAM role, and the long-lived keys of an IAM user. */
export const CONNECTION_KINDS = ['aws-role', 'aws-user'] as const;

/** ConnectionKind is one of CONNECTION_KINDS. */
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

/**
 * UnknownConnection is a connection that this page cannot work with. It can be named, and removed where its id is
 * known.
 */
export interface UnknownConnection {
  kind: 'unknown';
  /** Absent where the answer names none. */
  id?: string | undefined;
  /** "" where the answer names none. */
  name: string;
  /**
   * "kind": this page does not know the kind. "shape": the entry is not as docs/wire.md describes it. "damaged": the
   * backend cannot read what is stored.
   */
  why: 'kind' | 'shape' | 'damaged';
}

/**
 * parseKnown reads an entry of a list of connections with parse. An entry of a kind that is not known, or one that
 * parse refuses, gives an UnknownConnection, so that it hides no other.
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
