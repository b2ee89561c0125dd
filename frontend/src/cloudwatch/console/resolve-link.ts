import type { Pickable, PickableConnection } from '../../wire/connections';
import { KNOWN_STATES, type MacroConfig } from '../../wire/macro-config';
import { insideFence } from '../fence';
import type { Pasted } from './pasted-link';

/** connectionsFor lists the connections whose Regions and fence cover a pasted address. */
export function connectionsFor(pasted: Pasted, { connections }: Pickable): PickableConnection[] {
  return connections.filter(({ regions, namePrefixes }) => {
    const { region, name, search } = pasted;
    return regions.includes(region) && insideFence(name ?? search ?? '', namePrefixes);
  });
}

/**
 * configFor returns a configuration for a pasted address on the only connection that covers it. It
 * returns null for none or several: then the author chooses. The search of a list becomes the name
 * prefix.
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
