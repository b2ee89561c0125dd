import type { Settings } from '../wire/settings';

/** regionNames maps Region ids to their names. */
export function regionNames(settings: Settings): ReadonlyMap<string, string> {
  return new Map(settings.regions.map(({ id, name }) => [id, name]));
}
