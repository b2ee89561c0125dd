import { expect, test } from 'vitest';
import type { Standing } from '../macro/standing';
import { notifies, standingOf } from './standing';
import type { Alarm } from './wire/alarm';

const alarm = (state: string, more: Partial<Alarm> = {}): Alarm => ({
  name: 'a',
  kind: 'metric',
  state,
  ...more,
});

test.each<[Standing, Alarm]>([
  ['firing', alarm('ALARM')],
  ['firing', alarm('ALARM', { actionsOff: true, evaluation: 'PARTIAL_DATA' })],
  ['insufficient', alarm('INSUFFICIENT_DATA')],
  ['ok', alarm('OK')],
  ['ok', alarm('OK', { actionsOff: false })],
  ['doubtful', alarm('OK', { actionsOff: true })],
  ['doubtful', alarm('OK', { suppressedBy: 'WaitPeriod' })],
  ['doubtful', alarm('OK', { evaluation: 'EVALUATION_ERROR' })],
  ['doubtful', alarm('OK', { evaluation: 'A_WORD_OF_TOMORROW' })],
  ['doubtful', alarm('OK', { warmingUp: true })],
  ['ok', alarm('OK', { noActions: true })],
  ['insufficient', alarm('OK', { noData: true })],
  ['ok', alarm('OK', { noData: false })],
  ['unknown', alarm('SNOOZED')],
  ['unknown', alarm('ok')],
  ['unknown', alarm('')],
])('%s: %o', (standing, it) => {
  expect(standingOf(it)).toBe(standing);
});

test.each([
  [true, {}],
  [false, { actionsOff: true }],
  [false, { noActions: true }],
  [false, { suppressedBy: 'WaitPeriod' }],
  [true, { warmingUp: true }],
])('notifies: %s with %o', (would, more) => {
  expect(notifies(alarm('OK', more))).toBe(would);
});
