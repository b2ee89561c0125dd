import { Fields, isObject, ShapeError } from './fields';
import { foldersIn, type Folder } from './folder';
import {
  parseKnown,
  placesIn,
  type ConnectionKind,
  type Places,
  type UnknownConnection,
} from './kind';

/** PickableConnection is a connection that an author may choose. It contains no secret. */
export interface PickableConnection extends Places {
  id: string;
  name: string;
  kind: ConnectionKind;
  /** Absent if it is unknown. */
  account?: string | undefined;
  /** The host of a stack; absent for an account. */
  stack?: string | undefined;
  /** The fence of a stack; empty allows all that its token sees. */
  folders?: Folder[] | undefined;
  /** The day on which its token ends, such as 2027-01-01. Authors get it once it is near. */
  expires?: string | undefined;
}

/** Pickable is the reply to GET /v1/connections. */
export interface Pickable {
  connections: PickableConnection[];
  /** The connections that this page cannot offer. */
  unknown: UnknownConnection[];
  /** The names of places by id: Regions, such as "Europe (Frankfurt)". */
  placeNames: ReadonlyMap<string, string>;
  /** The providers that the deployment offers; absent in the reply of an older backend. */
  offers?: readonly string[] | undefined;
}

/** offers reports whether connections of a provider can be linked. */
export function offers({ offers: named }: Pickable, provider: 'aws' | 'grafana'): boolean {
  return named === undefined || named.includes(provider);
}

/** placesOf lists the ids of the places of a connection. */
export function placesOf({ regions }: { regions: string[] }): string[] {
  return regions;
}

/** ownerOf returns the account or the stack that a connection reaches, undefined if unknown. */
export function ownerOf(
  connection: Pick<PickableConnection, 'account' | 'stack'>,
): string | undefined {
  return connection.account ?? connection.stack;
}

/** parsePickable parses the reply to GET /v1/connections. */
export function parsePickable(value: unknown): Pickable {
  const fields = new Fields(value, 'connections');
  const listed = fields.list('connections', (entry) => parseKnown(entry, parseConnection));
  return {
    connections: listed.filter((it) => it.kind !== 'unknown'),
    unknown: listed.filter((it) => it.kind === 'unknown'),
    placeNames: parseNames(fields.raw('regions')),
    offers: fields.optional('offers', () => fields.strings('offers')),
  };
}

function parseConnection(fields: Fields, kind: ConnectionKind): PickableConnection {
  return {
    id: fields.string('id'),
    name: fields.string('name'),
    kind,
    account: fields.optionalString('account'),
    ...placesIn(fields, kind),
    stack: fields.optionalString('stack'),
    folders: fields.optional('folders', () => foldersIn(fields)),
    expires: fields.optionalString('expires'),
  };
}

function parseNames(value: unknown): Map<string, string> {
  if (!isObject(value)) throw new ShapeError('regions is not an object');
  return new Map(
    Object.entries(value).map(([id, name]) => {
      if (typeof name !== 'string') throw new ShapeError('regions is not an object of strings');
      return [id, name];
    }),
  );
}
