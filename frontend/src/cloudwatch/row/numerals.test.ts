import { expect, test } from 'vitest';
import { compact } from './numerals';

test.each([
  [0, '0'],
  [86, '86'],
  [-38.9584, '-38.958'],
  [0.00012, '0.00012'],
  [9_994, '9,994'],
  [9_999, '10 k'],
  [10_000, '10 k'],
  [999_949, '1 M'],
  [-21_474_836_480, '-21.5 G'],
  [1e12, '1 T'],
  [1.234e17, '123 P'],
  [1.234e18, '1.23e+18'],
])('%d is written %s', (value, words) => {
  expect(compact(value)).toBe(words);
});
