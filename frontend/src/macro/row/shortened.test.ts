import { expect, test } from 'vitest';
import { shortened } from './shortened';

const a = (n: number): string => 'a'.repeat(n);

test.each([
  ['71, outside 212.4 to 318.9, 3 of 5 points', '71, outside 212.4 to 318.9, 3 of 5 points'],
  [a(80), a(80)],
  [`${a(76)} 12,345`, `${a(76)} …`],
  [`${a(73)} 12,345 or more`, `${a(73)} 12,345 …`],
  // A name has no spaces.
  [a(81), `${a(80)} …`],
  [`b ${a(100)}`, `b ${a(78)} …`],
])('%s is %s', (words, short) => {
  expect(shortened(words)).toBe(short);
});
