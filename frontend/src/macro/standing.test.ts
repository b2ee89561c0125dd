import { expect, test } from 'vitest';
import type { Alarm } from '../cloudwatch/wire/alarm';
import { looks } from './looks';
import { byUrgency, pages, standingOf, type Standing } from './standing';

const alarm = (name: string, state: string, more: Partial<Alarm> = {}): Alarm => ({
  name,
  kind: 'metric',
  state,
  ...more,
});

test.each<[Standing, Alarm]>([
  ['firing', alarm('a', 'ALARM')],
  ['firing', alarm('a', 'ALARM', { actionsOff: true, evaluation: 'PARTIAL_DATA' })],
  ['insufficient', alarm('a', 'INSUFFICIENT_DATA')],
  ['ok', alarm('a', 'OK')],
  ['ok', alarm('a', 'OK', { actionsOff: false })],
  ['doubtful', alarm('a', 'OK', { actionsOff: true })],
  ['doubtful', alarm('a', 'OK', { suppressedBy: 'WaitPeriod' })],
  ['doubtful', alarm('a', 'OK', { evaluation: 'EVALUATION_ERROR' })],
  ['doubtful', alarm('a', 'OK', { evaluation: 'A_WORD_OF_TOMORROW' })],
  ['doubtful', alarm('a', 'OK', { warmingUp: true })],
  ['ok', alarm('a', 'OK', { noActions: true })],
  ['unknown', alarm('a', 'SNOOZED')],
  ['unknown', alarm('a', 'ok')],
  ['unknown', alarm('a', '')],
])('%s: %o', (standing, it) => {
  expect(standingOf(it)).toBe(standing);
});

test('only a plain OK looks green, and every standing has a shape of its own', () => {
  const green = Object.entries(looks).filter(([, { tone }]) => tone === 'success');
  expect(green.map(([standing]) => standing)).toEqual(['ok']);
  expect(new Set(Object.values(looks).map(({ shape }) => shape)).size).toBe(Object.keys(looks).length);
});

test('what fires comes first, then what cannot be trusted, then OK; the latest change first', () => {
  const alarms = [
    alarm('ok-old', 'OK', { since: 1 }),
    alarm('ok-b', 'OK'),
    alarm('ok-a', 'OK'),
    alarm('blind', 'OK', { evaluation: 'PARTIAL_DATA', since: 5 }),
    alarm('fires-old', 'ALARM', { since: 2 }),
    alarm('missing', 'INSUFFICIENT_DATA', { since: 9 }),
    alarm('odd', 'SNOOZED', { since: 7 }),
    alarm('fires-new', 'ALARM', { since: 3 }),
  ];
  expect(alarms.sort(byUrgency).map(({ name }) => name)).toEqual([
    'fires-new',
    'fires-old',
    'missing',
    'odd',
    'blind',
    'ok-old',
    'ok-a',
    'ok-b',
  ]);
});

test.each([
  [true, {}],
  [false, { actionsOff: true }],
  [false, { noActions: true }],
  [false, { suppressedBy: 'WaitPeriod' }],
  [true, { warmingUp: true }],
])('would page: %s with %o', (would, more) => {
  expect(pages(alarm('a', 'OK', more))).toBe(would);
});
