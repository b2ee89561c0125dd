import { waitFor } from './patience';
import type { Live } from './runner';

/** However often it goes wrong, it is tried again at least this often. */
const LONGEST_MS = 15 * 60 * 1000;

/** Pace is how often to refresh, and how often in a row that has gone wrong. */
export interface Pace {
  everyMs: number;
  setbacks: number;
}

/**
 * setbacksAfter counts a settled view that calls for patience: a provider is throttling, or no source answered in full, so
 * something on the way is out of order. The first view that goes well brings the usual pace back.
 */
export function setbacksAfter(setbacks: number, { settled }: Live): number {
  if (settled === null) return 0;
  const throttled = settled.some(({ problem }) => waitFor(problem) > 0);
  const outage = settled.every(({ status }) => status !== 'answered');
  return throttled || outage ? setbacks + 1 : 0;
}

/** dueAt is when to refresh, in milliseconds since 1970. The pause doubles with every setback in a row. */
export function dueAt({ everyMs, setbacks }: Pace, { settled, settledAt }: Live): number {
  const pause = Math.min(everyMs * 2 ** Math.min(setbacks, 10), Math.max(LONGEST_MS, everyMs));
  const asked = Math.max(0, ...(settled ?? []).map(({ problem }) => waitFor(problem))) * 1000;
  return settledAt + Math.max(pause, asked);
}
