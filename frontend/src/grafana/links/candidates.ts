import { offers, type Pickable, type PickableConnection } from '../../wire/connections';
import type { StackLink } from './parse';

/** Candidates are the connections that reach the stack of a pasted address. */
export interface Candidates {
  able: PickableConnection[];
  /**
   * "rules": the address selects none, so no connection is meant. "offer": the deployment offers no
   * stacks, so nobody can link one.
   */
  lacks?: 'stack' | 'rules' | 'offer';
}

/** ofStack keeps the connections of the stack that a pasted address names. No other may answer it. */
export function ofStack({ stack, refused }: StackLink, pickable: Pickable): Pickable {
  if (refused !== undefined) return pickable;
  const connections = pickable.connections.filter((it) => it.stack === stack);
  return { ...pickable, connections };
}

/**
 * candidatesFor lists the connections of the stack. Which rules and folders their fences show is not
 * known here: the answer says what is missing.
 */
export function candidatesFor(link: StackLink, pickable: Pickable): Candidates {
  if (!offers(pickable, 'grafana')) return { able: [], lacks: 'offer' };
  if (link.refused !== undefined) return { able: [], lacks: 'rules' };
  const able = ofStack(link, pickable).connections;
  return able.length > 0 ? { able } : { able, lacks: 'stack' };
}
