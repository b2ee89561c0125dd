import type { Row } from '../rows';

const HOUR_MS = 60 * 60 * 1000;

/** CHANGES are the ages of a state, in order. */
export const CHANGES = ['hour', 'day', 'week', 'older', 'unknown'] as const;

/** Changed is one of CHANGES. */
export type Changed = (typeof CHANGES)[number];

/**
 * changedSince returns when the state of a row last changed: in the last hour, 24 hours, 7 days, or
 * before. now is in milliseconds since 1970.
 */
export function changedSince({ item: { since } }: Row, now: number): Changed {
  if (since === undefined) return 'unknown';
  const age = now - since;
  if (age <= HOUR_MS) return 'hour';
  if (age <= 24 * HOUR_MS) return 'day';
  return age <= 7 * 24 * HOUR_MS ? 'week' : 'older';
}
