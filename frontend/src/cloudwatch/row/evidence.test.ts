import { expect, test } from 'vitest';
import type { Alarm } from '../wire/alarm';
import { evidenceOf } from './evidence';

const to = Date.UTC(2026, 10, 21, 10);
const crossed = 'Threshold Crossed: 1 out of the last 1 datapoints was greater.';
const sparkOf = (values: (number | null)[], more = {}): Pick<Alarm, 'spark'> => ({
  spark: { from: to, to, values, ...more },
});
const alarm = (more: Partial<Alarm>): Alarm => ({
  name: 'a',
  kind: 'metric',
  state: 'ALARM',
  comparison: '>',
  threshold: 25,
  reason: crossed,
  ...more,
});
const five = { points: { needed: 3, of: 5 } };
const band = { comparison: 'outside', threshold: undefined };
const edges = { lower: [null, 20], upper: [null, 60] };

test.each<[string, Partial<Alarm>, string]>([
  ['the latest breaching value of a firing alarm', sparkOf([86, 12]), '86 > 25'],
  ['how many points breach', { ...five, ...sparkOf([1, 86, 48, 2, 31]) }, '31 > 25, 3 of 5 points'],
  [
    'only the evaluated points',
    { ...five, ...sparkOf([99, 99, 86, 48, 2, 31, 3]) },
    '31 > 25, 3 of 5 points',
  ],
  [
    'the points that exist',
    { ...five, ...sparkOf([30, 86, null, 48, 2, null, 31]) },
    '31 > 25, 4 of 5 points',
  ],
  ['every point without a count', { ...five, ...sparkOf([26, 27, 28, 29, 30]) }, '30 > 25'],
  ['one point without a count', { points: { needed: 1, of: 1 }, ...sparkOf([86]) }, '86 > 25'],
  ['the threshold of the evaluation', sparkOf([86], { threshold: 80 }), '86 > 80'],
  ['a value at the threshold', { comparison: '>=', ...sparkOf([25]) }, '25 ≥ 25'],
  ['a value under it', { comparison: '<', ...sparkOf([7]) }, '7 < 25'],
  ['a value at it from below', { comparison: '<=', ...sparkOf([25]) }, '25 ≤ 25'],
  ['the latest value of an OK alarm', { state: 'OK', ...sparkOf([86, 12]) }, '12 ≤ 25'],
  ['an OK alarm at its threshold', { state: 'OK', comparison: '<', ...sparkOf([25]) }, '25 ≥ 25'],
  [
    'an OK alarm over its threshold',
    { state: 'OK', ...five, ...sparkOf([1, 2, 3, 4, 86]) },
    '86 > 25, 1 of 5 points',
  ],
  ['an OK alarm with missing points', { state: 'OK', ...five, ...sparkOf([null, 12]) }, '12 ≤ 25'],
  [
    'missing points that count as breaching',
    { ...five, ...sparkOf([12, null, null]) },
    '12 ≤ 25, 4 missing',
  ],
  [
    'missing points beside breaching ones',
    { ...five, ...sparkOf([86, null]) },
    '86 > 25, 1 of 5 points, 4 missing',
  ],
  [
    'insufficient data',
    { state: 'INSUFFICIENT_DATA', ...five, ...sparkOf([12]) },
    '12 ≤ 25, 4 missing',
  ],
  ['no point of several', sparkOf([null, null]), 'No data points'],
  ['no point at all', sparkOf([]), 'No data points'],
  ['no point, as the backend says', { noData: true }, 'No data points'],
  [
    'large numbers',
    { comparison: '<', threshold: 21_474_836_480, ...sparkOf([19_289_604_096]) },
    '19.3 G < 21.5 G',
  ],
  ['small numbers', { threshold: 0.00012, ...sparkOf([0.5]) }, '0.5 > 0.00012'],
  [
    'numbers that differ little',
    { threshold: 1e9, ...sparkOf([1e9 + 1]) },
    '1,000,000,001 > 1,000,000,000',
  ],
  ['numbers that differ very little', sparkOf([25.00004]), '25.00004 > 25'],
  ['a value outside a band', { ...band, ...sparkOf([9, 86], edges) }, '86, outside 20 to 60'],
  [
    'a value under a band',
    { ...band, ...sparkOf([9, 19.9999], edges) },
    '19.9999, outside 20 to 60',
  ],
  [
    'a value within a band',
    { ...band, state: 'OK', ...sparkOf([9, 60], edges) },
    '60, within 20 to 60',
  ],
  [
    'a value over the edge',
    { ...band, comparison: 'above', ...sparkOf([9, 86], edges) },
    '86 > 60',
  ],
  [
    'a value over the lower edge',
    { ...band, comparison: 'below', ...sparkOf([9, 86], edges) },
    '86 ≥ 20',
  ],
  [
    'a value beside no edge',
    { ...band, points: { needed: 1, of: 1 }, ...sparkOf([86]) },
    'outside the band',
  ],
  ['the condition for a sentence of AWS', five, '> 25 for 3 of 5 points'],
  [
    'the condition for a sentence about bands',
    { ...band, reason: 'Thresholds Crossed: x' },
    'outside the band',
  ],
  ['the condition for a sentence with a date', { reason: 'Unchecked since 21/11/26' }, '> 25'],
  ['the condition for a sentence with a clock', { reason: 'x at 23:40:00 UTC' }, '> 25'],
  ['the condition for no sentence', { reason: ' ' }, '> 25'],
  ['another sentence', { reason: 'testing alarm' }, 'testing alarm'],
  ['one child', { kind: 'composite', trips: ['checkout-5xx'] }, 'checkout-5xx'],
  [
    'several children',
    { kind: 'composite', trips: ['checkout-5xx', 'b', 'c', 'd'] },
    'checkout-5xx and 3 more',
  ],
  ['an unknown comparison', { comparison: 'constructor', reason: 'r', ...sparkOf([1]) }, 'r'],
])('the evidence names %s', (_, more, brief) => {
  expect(evidenceOf(alarm(more))?.brief).toBe(brief);
});

test('a composite that does not fire has no causes', () => {
  const arn = 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:';
  const composite = { name: 'a', kind: 'composite', state: 'OK', trips: ['b'] };
  expect(evidenceOf(composite)).toBeUndefined();
  expect(evidenceOf({ ...composite, reason: `${arn}b is OK` })?.brief).toBe('b is OK');
});

test.each<[string, Partial<Alarm>, object]>([
  [
    'numbers',
    { comparison: '<', threshold: 21_474_836_480, ...sparkOf([19_289_604_096.25]) },
    { full: '19,289,604,096.25 < 21,474,836,480', at: to },
  ],
  ['missing points', sparkOf([null]), { full: 'No data points', at: to }],
  ['no points', { noData: true }, { at: undefined }],
  ['children', { kind: 'composite', trips: ['b', 'c'], since: 7 }, { full: 'b, c', at: 7 }],
])('the evidence of %s is whole and dated', (_, more, evidence) => {
  expect(evidenceOf(alarm(more))).toMatchObject(evidence);
});

test('a condition and a sentence have no date', () => {
  expect(evidenceOf(alarm({}))).not.toHaveProperty('at');
  expect(evidenceOf(alarm({ reason: 'x' }))).not.toHaveProperty('at');
});
