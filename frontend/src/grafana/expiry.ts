/** How many days before its end a token is reported. The backend has the same number. */
const WARN_AHEAD = 14;

const DAY_MS = 86_400_000;

/** Expiry is the time left of a token. */
export interface Expiry {
  /** Days until the day on which it ends, in UTC; not above 0 once it has ended. */
  days: number;
  state: 'later' | 'soon' | 'over';
}

/** expiryOf returns the time left until a day such as 2027-01-01; undefined if it is no day. */
export function expiryOf(day: string, now: number): Expiry | undefined {
  if (!isDay(day)) return undefined;
  const days = Math.round(Date.parse(day) / DAY_MS) - Math.floor(now / DAY_MS);
  return { days, state: days <= 0 ? 'over' : days <= WARN_AHEAD ? 'soon' : 'later' };
}

/** isDay reports whether a text is a day of the calendar, such as 2027-01-01. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
