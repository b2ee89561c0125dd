import { parsePickable, type Pickable } from '../wire/connections';
import { call, withSpace } from './backend';

/** loadPickable loads the connections of a space that an author may choose. */
export async function loadPickable(spaceId: string | undefined): Promise<Pickable> {
  return parsePickable(await call({ method: 'GET', path: withSpace('/v1/connections', spaceId) }));
}
