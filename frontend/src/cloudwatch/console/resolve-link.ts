import type { Pickable, PickableConnection } from '../../wire/connections';
import { KNOWN_STATES, type MacroConfig } from '../../wire/macro-config';
import { insideFence } from '../fence';
import type { Pasted } from './pasted-link';

/** connectionsFor lists the connections that can show what an address showed: they have its Region and its names. */
export function connectionsFor(pasted: Pasted, { connections }: Pickable): PickableConnection[] {
  return connections.filter(({ regions, namePrefixes }) => {
    const { region, name, search } = pasted;
    return regions.includes(region) && insideFence(name ?? search ?? '', namePrefixes);
  });
}

/**
 * configFor makes a configuration out of a pasted address, on the only connection that can show it; null where none or
 * several can: then the author chooses. What a list was searched for is asked for as the beginning of names.
 */
export function configFor(pasted: Pasted, pickable: Pickable): MacroConfig | null {
  const [only, ...others] = connectionsFor(pasted, pickable);
  if (!only || others.length > 0) return null;
  const { region, name, search, state } = pasted;
  return {
    v: 1,
    sources: [{ connection: only.id, region }],
    namePrefix: search ?? '',
    states: state === undefined ? [...KNOWN_STATES] : [state],
    ...(name === undefined ? {} : { query: { names: [name] } }),
  };
}
