import { text } from '../text/en';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** ago returns the time between a moment and now in words. Both are milliseconds since 1970. */
export function ago(then: number, now: number): string {
  const seconds = Math.floor((now - then) / 1000);
  // The clock of the backend may be ahead: a future moment is "just now" too.
  if (seconds < 3) return text.time.now;
  if (seconds < MINUTE) return text.time.seconds(seconds);
  if (seconds < HOUR) return text.time.minutes(Math.floor(seconds / MINUTE));
  if (seconds < 2 * DAY) return text.time.hours(Math.floor(seconds / HOUR));
  return text.time.days(Math.floor(seconds / DAY));
}

/** exactly formats a moment in the reader's time zone, to the second. */
export function exactly(then: number): string {
  return new Date(then).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

/**
 * clockTime formats the time of day of a moment in the reader's time zone. The default locale is
 * the browser's.
 */
export function clockTime(then: number, locale?: string): string {
  return new Date(then).toLocaleTimeString(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

/**
 * shortSpan formats two moments in the reader's time zone: moments of today as times, older ones
 * with their date. The default locale is the browser's, which also decides between 12 and 24 hours.
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

/**
 * shortDay formats the day of a moment in the reader's time zone, with the year if it is another
 * one than now. The default locale is the browser's.
 */
export function shortDay(then: number, now: number, locale?: string): string {
  const year =
    new Date(then).getFullYear() === new Date(now).getFullYear()
      ? {}
      : { year: 'numeric' as const };
  return new Date(then).toLocaleDateString(locale, { day: 'numeric', month: 'short', ...year });
}
