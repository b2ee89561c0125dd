import { call } from '../../../platform/backend';
import { claim, type Space } from '../../../settings/api';
import { parseSettings, type Settings } from '../../../wire/settings';

const path = '/v1/settings/rotation';

/** beginRotation issues an External ID beside the one of the space. */
export async function beginRotation(space: Space): Promise<Settings> {
  return parseSettings(await call({ method: 'POST', path, body: claim(space) }));
}

/** endRotation ends the rotation that began then. */
export async function endRotation(space: Space, begun: string): Promise<Settings> {
  const body = { ...claim(space), begun };
  return parseSettings(await call({ method: 'POST', path: `${path}/end`, body }));
}
