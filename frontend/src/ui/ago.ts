import { text } from '../text/en';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** ago returns the time between a moment and now in words. Both are milliseconds since 1970. */
export function ago(then: number, now: number): string {
  // The clock of the backend may be ahead: a future moment is "just now" too.
  if (now - then < 3000) return text.time.now;
  const [unit, n] = measure(then, now);
  return text.time[unit](n);
}

/** lasting returns how long something lasts that began at a moment, in words such as "28 min". */
export function lasting(then: number, now: number): string {
  const [unit, n] = measure(then, now);
  return text.time.lasting[unit](n);
}

function measure(then: number, now: number): ['seconds' | 'minutes' | 'hours' | 'days', number] {
  const seconds = Math.max(0, Math.floor((now - then) / 1000));
  if (seconds < MINUTE) return ['seconds', seconds];
  if (seconds < HOUR) return ['minutes', Math.floor(seconds / MINUTE)];
  if (seconds < 2 * DAY) return ['hours', Math.floor(seconds / HOUR)];
  return ['days', Math.floor(seconds / DAY)];
}

/** exactly formats a moment in the reader's time zone, to the second. */
export function exactly(then: number): string {
  return new Date(then).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** exactlyZoned is exactly with the short name of the time zone, for a text that leaves the page. */
export function exactlyZoned(then: number, locale?: string): string {
  return new Date(then).toLocaleString(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
}

/** longDay formats the day of a moment in the reader's time zone, with its year. */
export function longDay(then: number, locale?: string): string {
  return new Date(then).toLocaleDateString(locale, { dateStyle: 'medium' });
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

/** zonedTime formats the time of day of a moment with the short name of the reader's time zone. */
export function zonedTime(then: number, locale?: string): string {
  return new Date(then).toLocaleTimeString(locale, {
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}

/**
 * shortTime formats a moment in the reader's time zone: the time of day, with the date if it is not
 * the day of now. The default locale is the browser's, which also decides between 12 and 24 hours.
 */
export function shortTime(then: number, now = Date.now(), locale?: string): string {
  const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
  const today = new Date(then).toDateString() === new Date(now).toDateString();
  const time = new Date(then).toLocaleTimeString(locale, clock);
  return today ? time : `${shortDay(then, now, locale)} ${time}`;
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
