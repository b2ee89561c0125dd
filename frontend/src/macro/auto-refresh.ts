import { waitFor } from './patience';
import type { Live } from './runner';

/** However often AWS refuses, it is asked again at least this often. */
const LONGEST_MS = 15 * 60 * 1000;

/** Pace is how often to refresh, and how often in a row AWS has asked for patience. */
export interface Pace {
  everyMs: number;
  refusals: number;
}

/** refusalsAfter counts a settled view: one that met with throttling makes the pace slower, any other resets it. */
export function refusalsAfter(refusals: number, { settled }: Live): number {
  return settled?.some(({ problem }) => waitFor(problem) > 0) === true ? refusals + 1 : 0;
}

/** dueAt is when to refresh, in milliseconds since 1970. The pause doubles with every refusal in a row. */
export function dueAt({ everyMs, refusals }: Pace, { settled, settledAt }: Live): number {
  const pause = Math.min(everyMs * 2 ** Math.min(refusals, 10), Math.max(LONGEST_MS, everyMs));
  const asked = Math.max(0, ...(settled ?? []).map(({ problem }) => waitFor(problem))) * 1000;
  return settledAt + Math.max(pause, asked);
}
