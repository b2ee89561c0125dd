import { text } from '../../text/en';
import { shortDay } from '../../ui/ago';
import type { Evidence } from '../item';

const RECENT_MS = 24 * 60 * 60 * 1000;

/** isRecent reports whether data of a moment still describes the present of an answer. */
export function isRecent(at: number, asOf: number): boolean {
  return asOf - at <= RECENT_MS;
}

/**
 * evidenceWords returns the words of a row for its evidence. Evidence that is not recent names its
 * day. Both times are in milliseconds since 1970; the default locale is the browser's.
 */
export function evidenceWords({ brief, at }: Evidence, asOf: number, locale?: string): string {
  return at === undefined || isRecent(at, asOf)
    ? brief
    : `${text.macro.whenChanged(shortDay(at, asOf, locale))}: ${brief}`;
}
