import type { Live } from './runner';
import { firstDue } from './waits';

/** The longest pause, after any number of failed refreshes in a row. */
const LONGEST_MS = 15 * 60 * 1000;

/** Pace is the refresh interval and the number of failed refreshes in a row. */
export interface Pace {
  everyMs: number;
  failures: number;
}

/**
 * failuresAfter counts a settled view as a failure if a provider throttles or if no source answered
 * in full. The first view without either resets the count.
 */
export function failuresAfter(failures: number, { settled }: Live): number {
  if (settled === null) return 0;
  const throttled = settled.some(({ notBefore }) => notBefore !== undefined);
  const outage = settled.every(({ status }) => status !== 'answered');
  return throttled || outage ? failures + 1 : 0;
}

/**
 * dueAt returns the time of the next refresh, in milliseconds since 1970. The pause doubles with
 * each failure in a row (exponential backoff).
 */
export function dueAt({ everyMs, failures }: Pace, { settled, settledAt }: Live): number {
  const pause = Math.min(everyMs * 2 ** Math.min(failures, 10), Math.max(LONGEST_MS, everyMs));
  // A source that has to wait holds back no other: a refresh leaves it out.
  return Math.max(settledAt + pause, firstDue(settled ?? []));
}
