/**
 * Standing is what one item lets a reader believe.
 * - firing: it fires.
 * - unknown: its state is a word not known today.
 * - insufficient: the provider itself has too little data to say.
 * - doubtful: it says OK, but might not fire or notify anybody if it were not.
 * - ok: it says OK and nothing speaks against it.
 */
export type Standing = 'firing' | 'unknown' | 'insufficient' | 'doubtful' | 'ok';

const ranks: Record<Standing, number> = {
  firing: 0,
  unknown: 1,
  insufficient: 1,
  doubtful: 1,
  ok: 2,
};

/** Ranked is the part of an item that decides its position in a list. */
export interface Ranked {
  name: string;
  standing: Standing;
  since?: number | undefined;
}

/** byUrgency orders items: firing first, then what cannot be trusted, then OK; the latest change first. */
export function byUrgency(a: Ranked, b: Ranked): number {
  const rank = ranks[a.standing] - ranks[b.standing];
  if (rank !== 0) return rank;
  const since = (b.since ?? 0) - (a.since ?? 0);
  return since !== 0 ? since : a.name.localeCompare(b.name);
}
