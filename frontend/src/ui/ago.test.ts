import { expect, test } from 'vitest';
import { ago, clockTime, lasting, longDay, shortDay, shortTime } from './ago';

const now = Date.UTC(2026, 10, 21, 12);
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

test.each([
  [-5 * second, 'just now'],
  [0, 'just now'],
  [3 * second - 1, 'just now'],
  [3 * second, '3 s ago'],
  [minute - 1, '59 s ago'],
  [minute, '1 min ago'],
  [hour - 1, '59 min ago'],
  [hour, '1 h ago'],
  [47 * hour, '47 h ago'],
  [48 * hour, '2 d ago'],
  [400 * 24 * hour, '400 d ago'],
])('%d ms before now is %s', (before, words) => {
  expect(ago(now - before, now)).toBe(words);
});

test.each([
  [-second, '0 s'],
  [minute - 1, '59 s'],
  [28 * minute, '28 min'],
  [47 * hour, '47 h'],
  [48 * hour, '2 days'],
])('what began %d ms ago lasts %s', (before, words) => {
  expect(lasting(now - before, now)).toBe(words);
});

// An evening in the local time zone of this machine.
const evening = new Date(2026, 10, 21, 20, 5, 7).getTime();

test.each([
  ['en-US', /^0?8:05:07\sPM$/, /^0?8:05\sPM$/, /^Nov 21 0?8:05\sPM$/],
  ['en-GB', /^20:05:07$/, /^20:05$/, /^21 Nov 20:05$/],
  ['de', /^20:05:07$/, /^20:05$/, /^21\. Nov\.? 20:05$/],
])('the clock of %s has its 12 or 24 hours', (locale, clock, today, before) => {
  expect(clockTime(evening, locale)).toMatch(clock);
  expect(shortTime(evening, evening + hour, locale)).toMatch(today);
  expect(shortTime(evening, evening + 4 * hour, locale)).toMatch(before);
});

test('a day of another year names it', () => {
  expect(shortDay(evening, evening + 60 * 24 * hour, 'en-GB')).toBe('21 Nov 2026');
  expect(shortDay(evening, evening, 'en-GB')).toBe('21 Nov');
  expect(longDay(evening, 'en-GB')).toBe('21 Nov 2026');
});
