/**
 * Standing is the claim that one item supports.
 * - firing: it fires.
 * - pending: it is true, but not yet for as long as it must be to fire.
 * - unknown: its state is not a known word.
 * - insufficient: the provider has too little data.
 * - unevaluated: the provider does not evaluate it: that fails, is paused, or has not begun.
 * - doubtful: it is OK, but might not fire or notify anybody otherwise.
 * - ok: it is OK without a caveat.
 */
export type Standing =
  'firing' | 'pending' | 'unknown' | 'insufficient' | 'unevaluated' | 'doubtful' | 'ok';

/** STANDINGS is the order of standings in lists, counts and copies: the most urgent first. */
export const STANDINGS: readonly Standing[] = [
  'firing',
  'pending',
  'unknown',
  'insufficient',
  'unevaluated',
  'doubtful',
  'ok',
];

/** Ranked is the fields of an item that decide its position in a list. */
export interface Ranked {
  name: string;
  standing: Standing;
  since?: number | undefined;
}

/** byUrgency orders items by their standing; the latest change first. */
export function byUrgency(a: Ranked, b: Ranked): number {
  const rank = STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing);
  if (rank !== 0) return rank;
  const since = (b.since ?? 0) - (a.since ?? 0);
  return since !== 0 ? since : a.name.localeCompare(b.name);
}
