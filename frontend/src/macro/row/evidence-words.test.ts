import { expect, test } from 'vitest';
import { evidenceWords } from './evidence-words';

const hour = 60 * 60 * 1000;
const at = new Date(2026, 9, 25, 20).getTime();
const words = (asOf: number, locale: string): string =>
  evidenceWords({ brief: '1 > 0', full: '1 > 0', at }, asOf, locale);

test.each([
  ['of the last 24 h has no date', at + 24 * hour, 'en-GB', '1 > 0'],
  ['of a clock ahead has no date', at - hour, 'en-GB', '1 > 0'],
  ['that is older names its day', at + 24 * hour + 1, 'en-GB', 'when it changed, 25 Oct: 1 > 0'],
  ['is in the locale', at + 48 * hour, 'en-US', 'when it changed, Oct 25: 1 > 0'],
  ['of another year names it', at + 90 * 24 * hour, 'en-GB', 'when it changed, 25 Oct 2026: 1 > 0'],
])('evidence %s', (_, asOf, locale, expected) => {
  expect(words(asOf, locale)).toBe(expected);
});

test('evidence without a date needs none', () => {
  expect(evidenceWords({ brief: 'b', full: 'f' }, at)).toBe('b');
});
