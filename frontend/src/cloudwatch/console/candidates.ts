import { offers, type Pickable, type PickableConnection } from '../../wire/connections';
import { insideFence } from '../fence';
import type { Pasted } from './pasted-link';

/** Candidates are the connections that a pasted address may be about. */
export interface Candidates {
  able: PickableConnection[];
  /**
   * The part of the address that no connection covers, if there are none. "offer": the deployment
   * offers no accounts, so nobody can link one.
   */
  lacks?: 'account' | 'place' | 'name' | 'offer';
}

/**
 * ofAccount keeps the connections of the account that a pasted address names. No other account may
 * answer it.
 */
export function ofAccount({ account }: Pasted, pickable: Pickable): Pickable {
  if (account === undefined) return pickable;
  const connections = pickable.connections.filter((it) => it.account === account);
  return { ...pickable, connections };
}

/**
 * candidatesFor lists the connections whose Regions and fence cover a pasted address. If it names an
 * account, only connections of that account are candidates.
 */
export function candidatesFor(pasted: Pasted, pickable: Pickable): Candidates {
  if (!offers(pickable, 'aws')) return { able: [], lacks: 'offer' };
  const { account, region, name } = pasted;
  const { connections } = ofAccount(pasted, pickable);
  const there = connections.filter(({ regions }) => regions.includes(region));
  const able = there.filter(
    ({ namePrefixes }) => name === undefined || insideFence(name, namePrefixes),
  );
  if (able.length > 0) return { able };
  if (account !== undefined && connections.length === 0) return { able, lacks: 'account' };
  return { able, lacks: there.length === 0 ? 'place' : 'name' };
}
