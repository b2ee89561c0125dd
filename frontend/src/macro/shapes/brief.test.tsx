// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { composite, type Given } from '../../../tests/records-fixture';
import { rowNames, Shown, viewOf } from '../../../tests/shape-fixture';
import { text } from '../../text/en';
import { Brief } from './brief';
import { Strip } from './strip';

const words = text.macro;
const many = (n: number, prefix: string, more: Partial<Exclude<Given, string>> = {}): Given[] =>
  Array.from({ length: n }, (_, at) => ({
    name: `${prefix}${String(at).padStart(2, '0')}`,
    ...more,
  }));
const firing = (n: number, prefix = 'f'): Given[] => many(n, prefix, { state: 'ALARM' });
const namesOf = (given: Given[]): string[] =>
  given.map((it) => (typeof it === 'string' ? it : it.name));

const press = (name: string | RegExp): Promise<void> =>
  userEvent.click(screen.getByRole('button', { name }));
const buttons = (): (string | null)[] =>
  screen.queryAllByRole('button', { expanded: false }).map((it) => it.textContent);

test('eight rows that need a look are all there', () => {
  render(<Shown shape={Brief} view={viewOf(firing(8))} />);
  expect(rowNames()).toEqual(namesOf(firing(8)));
  expect(screen.queryByRole('button', { name: /^Show/ })).toBeNull();
});

test('of nine rows seven are there, until the reader asks for more', async () => {
  render(<Shown shape={Brief} view={viewOf([...firing(8), { name: 'z', state: 'SNOOZED' }])} />);
  expect(rowNames()).toEqual(namesOf(firing(7)));
  // Paper has them all.
  expect(screen.getAllByRole('rowheader')).toHaveLength(9);
  await press('Show 2 more');
  expect(rowNames()).toEqual([...namesOf(firing(8)), 'z']);
  await press(words.showLess);
  expect(rowNames()).toHaveLength(7);
});

test('causes fold under their composite, which counts them', () => {
  const given = [...firing(12), { ...composite('top', ...namesOf(firing(12))), since: 0 }];
  render(<Shown shape={Brief} view={viewOf(given)} />);
  expect(rowNames()).toEqual(['top']);
  expect(screen.getByText('12 causes')).toBeTruthy();
  expect(screen.getByRole('button', { name: '13 in alarm' })).toBeTruthy();
});

test('the rest is one line, which unfolds in steps of 20', async () => {
  const rest = [...many(41, 'ok'), ...many(2, 'off', { actionsOff: true })];
  render(<Shown shape={Brief} view={viewOf([...firing(1), ...rest])} />);
  const line = '41 OK, 2 with a caveat';
  expect(rowNames()).toEqual(['f00']);
  await press(line);
  expect(screen.getByRole('button', { name: line, expanded: true })).toBeTruthy();
  expect(rowNames()).toHaveLength(21);
  // A caveat comes before a plain OK.
  expect(rowNames().slice(1, 4)).toEqual(['off00', 'off01', 'ok00']);
  await press('Show 20 more');
  expect(rowNames()).toHaveLength(41);
  await press('Show 3 more');
  expect(rowNames()).toHaveLength(44);
  expect(screen.queryByRole('button', { name: /^Show/ })).toBeNull();
  await press(line);
  expect(rowNames()).toEqual(['f00']);
});

test.each<[string[], string[], string]>([
  [['ALARM', 'OK'], ['f00', 'odd'], '1 OK, 1 no data'],
  [['OK'], ['odd'], '1 OK, 1 no data, 1 in alarm'],
  [['ALARM', 'INSUFFICIENT_DATA'], ['f00', 'odd', 'blind'], '1 OK'],
])('states that the author left out are rest: chosen are %j', async (states, shown, line) => {
  const given = [
    ...firing(1),
    { name: 'blind', state: 'INSUFFICIENT_DATA' },
    { name: 'odd', state: 'SNOOZED' },
    'ok',
  ];
  render(<Shown shape={Brief} view={viewOf(given)} config={{ states }} />);
  expect(rowNames()).toEqual(shown);
  expect(document.body.textContent).not.toContain('hidden by a choice');
  await userEvent.click(screen.getByRole('button', { name: line, expanded: false }));
  expect(rowNames()).toHaveLength(4);
});

test('names the states that the author chose, until the reader looks for others', async () => {
  const given = [...firing(20), { name: 'blind', state: 'INSUFFICIENT_DATA' }];
  render(<Shown shape={Brief} view={viewOf(given)} config={{ states: ['ALARM'] }} />);
  expect(screen.getByText('Filter: only the state “In alarm”.')).toBeTruthy();
  await press(words.moreTools);
  await userEvent.type(screen.getByLabelText(words.tools.search), 'blind');
  expect(rowNames()).toEqual(['blind']);
  expect(screen.queryByText(/^Filter/)).toBeNull();
});

test('an old OK is rest with a caveat, not an OK', () => {
  const [source] = viewOf([...firing(1), 'ok']);
  if (!source) throw new Error('no source');
  render(<Shown shape={Brief} view={[{ ...source, status: 'failed' }]} />);
  expect(buttons()).toContain('1 with a caveat');
  expect(buttons().join()).not.toContain('1 OK');
});

test('where all is OK, the verdict is all there is', async () => {
  render(<Shown shape={Brief} view={viewOf(many(42, 'ok'))} />);
  expect(screen.queryAllByRole('table')).toHaveLength(0);
  expect(buttons()).toEqual(['']);
  await press('All 42 alarms are OK');
  expect(rowNames()).toHaveLength(20);
});

const mixed = [...firing(30), composite('top', ...namesOf(firing(30))), ...many(5, 'ok')];

test('a count lists its rows flat, in steps of 20', async () => {
  render(<Shown shape={Brief} view={viewOf(mixed)} />);
  expect(rowNames()).toEqual(['top']);
  await press('31 in alarm');
  expect(rowNames()).toHaveLength(20);
  expect(screen.queryByText('30 causes')).toBeNull();
  await press('Show 11 more');
  expect(rowNames()).toHaveLength(31);
  await press('31 in alarm');
  expect(rowNames()).toEqual(['top']);
});

test.each([
  ['brief', Brief],
  ['strip', Strip],
])('a search in a %s lists its rows flat, and says how many match', async (layout, shape) => {
  render(<Shown shape={shape} view={viewOf(mixed)} />);
  if (layout === 'strip') {
    expect(rowNames()).toEqual([]);
    await press(words.strip.open);
  }
  await press(words.moreTools);
  await userEvent.type(screen.getByRole('searchbox'), '03');
  expect(rowNames().toSorted()).toEqual(['f03', 'ok03']);
  expect(screen.getByText('2 of 36 match')).toBeTruthy();
  expect(screen.getByText(words.hidden(34), { exact: false })).toBeTruthy();
  await press(words.clear);
  expect(rowNames()).toEqual(['top']);
});
