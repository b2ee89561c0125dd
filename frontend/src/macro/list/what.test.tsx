// @vitest-environment jsdom
import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { viewOf } from '../../../tests/shape-fixture';
import type { Alarm } from '../../cloudwatch/wire/alarm';
import { text } from '../../text/en';
import { rowsOf, type Row } from '../rows';
import type { Status } from '../view';
import { What } from './what';

function shown(more: Partial<Alarm>, of: Partial<Row> = {}, status: Status = 'answered'): string[] {
  const view = viewOf([{ name: 'a', ...more }]).map((source) => ({ ...source, status }));
  const rows = rowsOf(view, new Map());
  const { container } = render(
    <>
      {rows.map((row) => (
        <What key="a" row={{ ...row, ...of }} />
      ))}
    </>,
  );
  return [...(container.firstElementChild?.children ?? [])].map(
    (it) => (it.querySelector('bdi') ?? it).textContent,
  );
}

const { actionsOff, suppressed, evaluation } = text.badges;
const { noData } = text.macro.evidence;
const caveats: Partial<Alarm> = {
  evaluation: 'PARTIAL_DATA',
  suppressedBy: 'Alarm',
  suppressor: 'b',
  actionsOff: true,
};
const labels = [evaluation('PARTIAL_DATA').label, suppressed.label('b'), actionsOff.label];

test.each<[string, Partial<Alarm>, string[]]>([
  ['an alarm that fires', { ...caveats, state: 'ALARM' }, labels],
  ['an alarm without data', { ...caveats, state: 'INSUFFICIENT_DATA' }, [...labels, noData]],
  ['an OK', caveats, [labels.join(', ')]],
  ['an alarm without caveats', { state: 'ALARM' }, []],
])('each caveat of %s is beside its state', (_, more, expected) => {
  expect(shown(more)).toEqual(expected);
});

test('the age of an older alarm is its first caveat', () => {
  const older = shown({ ...caveats, state: 'ALARM' }, { olderAsOf: 1000 });
  expect(older).toHaveLength(4);
  expect(older[0]).toMatch(/^As of /);
});

test('an older OK shows its evidence, not whom it notifies', () => {
  const older = shown({ noActions: true, reason: 'Because.' }, { olderAsOf: 1000 });
  expect(older).toEqual([expect.stringMatching(/^As of /), 'Because.']);
});

test('the rows of a stale source do not repeat its age', () => {
  expect(shown({ state: 'ALARM', reason: 'Because.' }, {}, 'failed')).toEqual(['Because.']);
});
