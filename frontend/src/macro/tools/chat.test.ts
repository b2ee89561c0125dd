import { expect, test } from 'vitest';
import { rowOf } from '../../../tests/row-fixture';
import type { Alarm } from '../../cloudwatch/wire/alarm';
import type { Row } from '../rows';
import { chatText } from './chat';

const minute = 60_000;
// An afternoon in the local time zone of this machine.
const now = new Date(2026, 10, 21, 15).getTime();
const header = {
  type: 'source' as const,
  source: 0,
  name: 'Payments',
  region: 'eu-central-1',
  asOf: now - minute,
  count: 1,
  truncated: false,
};
const row = (more: Partial<Alarm> = {}, of: Partial<Row> = {}): Row => {
  const alarm = { state: 'ALARM', since: now - 28 * minute, arn: undefined, ...more };
  const { source, ...rest } = rowOf(more.name ?? 'checkout-5xx', alarm);
  return { ...rest, source: { ...source, header }, ...of };
};
const at = (asOf: number): Partial<Row> => ({
  source: { ...row().source, header: { ...header, asOf } },
});
const five: Partial<Alarm> = {
  comparison: '>',
  threshold: 25,
  points: { needed: 3, of: 5 },
  spark: { from: now, to: now - minute, values: [1, 86, 48, 2, 86] },
};

test('a whole description has a line for each address', () => {
  const description = 'See https://wiki.example.com/checkout.';
  const arn = 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:checkout-5xx';
  const page = 'https://site.example/wiki/spaces/PAY/pages/7';
  expect(chatText(row({ ...five, description, arn }), { now, page }).split('\n')).toEqual([
    '`checkout-5xx` in alarm for 28 min (86 > 25, 3 of 5 points)',
    'Runbook: https://wiki.example.com/checkout',
    expect.stringMatching(/^AWS console: https:.*#alarmsV2:alarm\/checkout-5xx$/),
    `Page: ${page}`,
  ]);
});

test.each<[string, Partial<Alarm>, Partial<Row>, string]>([
  ['OK', { state: 'OK' }, {}, 'OK for 28 min'],
  ['no data', { state: 'INSUFFICIENT_DATA' }, {}, 'no data for 28 min (No data points)'],
  ['tomorrow', { state: 'SNOOZED' }, {}, 'unknown (SNOOZED) for 28 min'],
  ['an unknown age', { since: undefined }, {}, 'in alarm'],
  ['days', { since: now - 50 * 60 * minute }, {}, 'in alarm for 2 days'],
  ['a clock ahead', { since: now + minute }, {}, 'in alarm for 0 s'],
  [
    'caveats',
    { ...five, state: 'OK', actionsOff: true, suppressedBy: 'Alarm' },
    {},
    'OK for 28 min (86 > 25, 3 of 5 points; Suppressed; Actions off)',
  ],
  ['a further page', {}, { olderAsOf: now - 8 * minute }, 'in alarm for 20 min, as of 02:52 PM'],
  ['an old answer', {}, at(now - 8 * minute), 'in alarm for 20 min, as of 02:52 PM'],
  [
    'old evidence',
    { ...five, spark: { from: 0, to: now - 48 * 60 * minute, values: [86] } },
    {},
    'in alarm for 28 min (when it changed, Nov 19: 86 > 25, 1 of 5 points, 4 missing)',
  ],
])('the words for %s are right', (_, more, of, words) => {
  expect(chatText(row(more, of), { now })).toBe(`\`checkout-5xx\` ${words}`);
});

test.each<[string, Partial<Alarm>, string]>([
  ['a name', { name: 'a`@here`' }, "`a'@here'` in alarm"],
  ['a name with line breaks', { name: 'a\r\n\u2028b\t' }, '`a b` in alarm'],
  ['a reason', { reason: '@here\n@ann `x`' }, '`checkout-5xx` in alarm (＠here ＠ann `x`)'],
  [
    'a child',
    { kind: 'composite', trips: ['@here'], suppressedBy: 'Alarm', suppressor: '@ann' },
    '`checkout-5xx` in alarm (＠here; Suppressed by ＠ann)',
  ],
  [
    'a name from right to left',
    { name: 'אב', trips: ['של', '12-db'], kind: 'composite', actionsOff: true },
    '`\u2068אב\u2069` in alarm (\u2068של and 1 more\u2069; Actions off)',
  ],
  ['a state', { state: '@here' }, '`checkout-5xx` unknown (＠here)'],
])('%s mentions nobody', (_, more, words) => {
  expect(chatText(row({ since: undefined, ...more }), { now })).toBe(words);
});

test.each(['http://site.example/', 'javascript:alert(1)', 'https://a@b.example/', ''])(
  'the page %j is left out',
  (page) => {
    expect(chatText(row(), { now, page })).not.toContain('\n');
  },
);
