import { expect, test } from 'vitest';
import { ago } from './ago';

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
