// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { rowNames, Shown, viewOf } from '../../../tests/shape-fixture';
import { text } from '../../text/en';
import { InlineBadge } from '../shapes/badge';
import { Strip } from '../shapes/strip';
import { Table } from '../shapes/table';

const view = viewOf([
  { name: 'fires', state: 'ALARM' },
  { name: 'fires-quietly', state: 'ALARM', noActions: true },
  { name: 'odd', state: 'SNOOZED' },
  { name: 'blind', state: 'INSUFFICIENT_DATA' },
  { name: 'off', actionsOff: true },
  { name: 'a' },
  { name: 'b' },
]);
const all = ['fires', 'fires-quietly', 'odd', 'blind', 'off', 'a', 'b'].toSorted();
const shown = (): unknown[] => rowNames().toSorted();

test.each<[string, string[]]>([
  ['2 in alarm', ['fires', 'fires-quietly']],
  ['1 unknown', ['odd']],
  ['1 no data', ['blind']],
  ['1 with a caveat', ['off']],
  ['2 OK', ['a', 'b']],
  ['2 notify nobody', ['fires-quietly', 'off']],
])('one press of "%s" shows only these, a second one all', async (name, rows) => {
  render(<Shown shape={Table} view={view} config={{ states: ['ALARM'] }} />);
  const count = screen.getByRole('button', { name });
  const icons = count.querySelectorAll('svg').length;
  expect(count.getAttribute('aria-pressed')).toBe('false');
  expect(shown()).toEqual(['fires', 'fires-quietly', 'odd']);
  await userEvent.click(count);
  expect(shown()).toEqual(rows);
  expect(count.getAttribute('aria-pressed')).toBe('true');
  expect(count.querySelectorAll('svg')).toHaveLength(icons + 1);
  await userEvent.click(count);
  expect(shown()).toEqual(all);
  expect(count.getAttribute('aria-pressed')).toBe('false');
  expect(count.querySelectorAll('svg')).toHaveLength(icons);
});

test('another count replaces the pressed one', async () => {
  render(<Shown shape={Table} view={view} />);
  await userEvent.click(screen.getByRole('button', { name: '1 no data' }));
  await userEvent.click(screen.getByRole('button', { name: '2 OK' }));
  expect(shown()).toEqual(['a', 'b']);
  expect(screen.getAllByRole('button', { pressed: true })).toHaveLength(1);
});

test.each([
  [{ firing: 1 }, '1 in alarm'],
  [{ unknown: 2 }, '2 unknown'],
  [{ insufficient: 3 }, '3 no data'],
  [{ unevaluated: 3 }, '3 not reporting'],
  [{ doubtful: 4 }, '4 with a caveat'],
  [{ ok: 5 }, '5 OK'],
  [{ silent: 1 }, '1 notifies nobody'],
  [{ silent: 7 }, '7 notify nobody'],
])('the words of the count %j', (count, words) => {
  const { counts } = text.macro;
  const [of, n] = Object.entries(count)[0] ?? ['', 0];
  expect(Object.entries(counts).find(([it]) => it === of)?.[1](n)).toBe(words);
});

test.each([
  ['all is OK', viewOf(['a', 'b']), ['Both alarms are OK']],
  ['one fires', viewOf([{ name: 'a', state: 'ALARM' }, 'b']), ['1 in alarm', '1 OK']],
  ['none fires', viewOf([{ name: 'a', warmingUp: true }, 'b']), ['1 with a caveat', '1 OK']],
])('the headline counts its own standing alone: %s', (_, given, counts) => {
  render(<Shown shape={Table} view={given} />);
  const buttons = screen.getAllByRole('button', { pressed: false });
  expect(buttons.map((it) => it.textContent)).toEqual(counts);
});

test.each([
  ['table', Table],
  ['strip', Strip],
  ['badge', InlineBadge],
])('a %s counts what notifies nobody, unless its author hides it', async (layout, shape) => {
  const words = (): string =>
    document.body.textContent +
    (document.querySelector('button[title]')?.getAttribute('title') ?? '');
  const { rerender } = render(<Shown shape={shape} view={view} />);
  if (layout === 'strip')
    await userEvent.click(screen.getByRole('button', { name: text.macro.strip.open }));
  expect(words()).toContain('2 notify nobody');
  rerender(<Shown shape={shape} view={view} config={{ silent: 'hide' }} />);
  expect(words()).toContain('2 in alarm');
  expect(words()).not.toMatch(/notif(y|ies) nobody/);
});

test('the count explains what Pagewatch cannot see', () => {
  render(<Shown shape={Table} view={view} />);
  expect(screen.getByRole('button', { name: '2 notify nobody' }).title).toContain('EventBridge');
});
