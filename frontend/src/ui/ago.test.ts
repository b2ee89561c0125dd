import { expect, test } from 'vitest';
import { ago, clockTime, shortSpan } from './ago';

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

// Both are evenings in the local time zone of this machine.
const evening = new Date(2026, 10, 21, 20, 5, 7).getTime();
const later = new Date(2026, 10, 21, 21, 0).getTime();

test.each([
  ['en-US', /^0?8:05:07\sPM$/, /8:05\sPM$/, /^0?9:00\sPM$/],
  ['en-GB', /^20:05:07$/, /20:05$/, /^21:00$/],
  ['de', /^20:05:07$/, /20:05$/, /^21:00$/],
])('the clock of %s has its 12 or 24 hours', (locale, clock, from, to) => {
  expect(clockTime(evening, locale)).toMatch(clock);
  const [begins, ends] = shortSpan(evening, later, locale);
  expect(begins).toMatch(from);
  expect(ends).toMatch(to);
});
