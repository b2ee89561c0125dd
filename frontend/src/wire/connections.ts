import { Fields, isObject, ShapeError } from './fields';

/** PickableConnection is what an author may choose from. It holds no secret. */
export interface PickableConnection {
  id: string;
  name: string;
  regions: string[];
  /** Empty: every alarm may be shown. Otherwise only names that begin with one of these. */
  namePrefixes: string[];
}

/** Pickable is the reply to GET /v1/connections. */
export interface Pickable {
  connections: PickableConnection[];
  /** Region names by id, such as "Europe (Frankfurt)". */
  regions: ReadonlyMap<string, string>;
}

/** parsePickable reads the reply to GET /v1/connections. */
export function parsePickable(value: unknown): Pickable {
  const fields = new Fields(value, 'connections');
  return {
    connections: fields.list('connections', parseConnection),
    regions: parseNames(fields.raw('regions')),
  };
}

function parseConnection(value: unknown): PickableConnection {
  const fields = new Fields(value, 'connection');
  return {
    id: fields.string('id'),
    name: fields.string('name'),
    regions: fields.strings('regions'),
    namePrefixes: fields.strings('namePrefixes'),
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
