import { text } from '../text/en';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** ago says how long before now a moment was. Both are milliseconds since 1970. */
export function ago(then: number, now: number): string {
  const seconds = Math.floor((now - then) / 1000);
  // A clock that runs ahead of ours gives a moment in the future: that too is "just now".
  if (seconds < 3) return text.time.now;
  if (seconds < MINUTE) return text.time.seconds(seconds);
  if (seconds < HOUR) return text.time.minutes(Math.floor(seconds / MINUTE));
  if (seconds < 2 * DAY) return text.time.hours(Math.floor(seconds / HOUR));
  return text.time.days(Math.floor(seconds / DAY));
}

/** exactly writes a moment in the reader's own time zone, to the second. */
export function exactly(then: number): string {
  return new Date(then).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** clockTime writes the time of day of a moment in the reader's own time zone. No locale is the browser's own. */
export function clockTime(then: number, locale?: string): string {
  return new Date(then).toLocaleTimeString(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

/**
 * shortSpan writes two moments of the reader's own time zone: of today by the clock, older ones with their date. No
 * locale is the browser's own: whether a clock has 12 or 24 hours is for the reader's to say.
 */
export function shortSpan(from: number, to: number, locale?: string): [string, string] {
  const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
  const day = new Date(to).toDateString();
  const recent = day === new Date().toDateString() && day === new Date(from).toDateString();
  const dated: Intl.DateTimeFormatOptions = recent
    ? clock
    : { day: 'numeric', month: 'short', ...clock };
  const end = day === new Date(from).toDateString() ? clock : dated;
  const write = (at: number, options: Intl.DateTimeFormatOptions): string =>
    new Date(at).toLocaleString(locale, options);
  return from === to
    ? [write(from, dated), write(from, dated)]
    : [write(from, dated), write(to, end)];
}
