// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { rowNames, viewOf } from '../../../tests/shape-fixture';
import type { Given } from '../../../tests/records-fixture';
import { rowsOf } from '../rows';
import { ItemList } from './item-list';

const description = 'Runbook: https://wiki.example.com/';
const arn = (name: string): string => `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:${name}`;
const given: Given[] = ['a', 'b', 'c', 'd'].map((name) => ({
  name,
  arn: arn(name),
  description: description + name,
}));

/** list renders some alarms, the last ones on paper only. */
function list(alarms: Given[], most?: number): void {
  const rows = rowsOf(viewOf(alarms), new Map()).map((row) => ({ row, causes: [] }));
  render(<ItemList rows={rows} most={most} caption="Alarms" placeOf={() => undefined} />);
}
const focused = (): string | null | undefined => document.activeElement?.getAttribute('aria-label');

test('the header of a row is its name alone, as text', () => {
  const name = '\u202Egnp.exe <b>checkout</b>';
  list([{ name, state: 'ALARM', description, reason: 'Because of it.' }]);
  const header = screen.getByRole('rowheader');
  expect(header.getAttribute('scope')).toBe('row');
  expect(header.textContent).toBe(name);
  expect(within(header).getByRole('button', { name })).toBeTruthy();
  expect(document.querySelector('b')).toBeNull();
  expect(header.querySelector('bdi')?.textContent).toBe(name);
});

test.each([
  ['checkout', '', 'checkout'],
  ['checkout-5xx', '', 'checkout-5xx'],
  ['checkout-eu-5xx', 'che', 'ckout-eu-5xx'],
  ['prod-checkout-api-latency-p99-high', 'prod-checkout-api-late', 'ncy-p99-high'],
])('a narrow column keeps both ends of %s', (name, beginning, end) => {
  list([name]);
  const bdi = screen.getByRole('rowheader').querySelector('bdi');
  expect([...(bdi?.children ?? [])].map((it) => it.textContent)).toEqual([beginning, end]);
  expect(screen.getByRole('button', { name }).title).toBe(name);
});

test('the details of one row are open at a time', async () => {
  list(given);
  const press = (name: string): Promise<void> =>
    userEvent.click(screen.getByRole('button', { name }));
  /** open lists the open rows, then the runbook in the details of each. */
  const open = (): unknown[] => [
    ...screen
      .queryAllByRole('button', { expanded: true })
      .map((it) => document.getElementById(it.getAttribute('aria-controls') ?? ''))
      .map((details) => details?.previousElementSibling?.querySelector('button')?.title),
    ...screen
      .queryAllByRole('definition')
      .flatMap((it) => it.querySelector('a')?.textContent ?? []),
  ];
  expect(open()).toEqual([]);
  await press('a');
  expect(open()).toEqual(['a', 'https://wiki.example.com/a']);
  await press('c');
  expect(open()).toEqual(['c', 'https://wiki.example.com/c']);
  await press('c');
  expect(open()).toEqual([]);
});

test('each row is one tab stop', async () => {
  list(given);
  const stops: unknown[] = [];
  for (let n = 0; n < 4; n++) {
    await userEvent.tab();
    stops.push(focused());
  }
  expect(stops).toEqual(['a', 'b', 'c', 'd']);
  await userEvent.tab();
  expect(document.activeElement).toBe(document.body);
});

test.each<[string, string, string]>([
  ['down', '{ArrowDown}', 'b'],
  ['down twice', '{ArrowDown}{ArrowDown}', 'c'],
  ['down past the end, and what only paper has', '{ArrowDown>6/}', 'c'],
  ['up again', '{ArrowDown}{ArrowDown}{ArrowUp}', 'b'],
  ['up past the beginning', '{ArrowUp}', 'a'],
  ['right to the links', '{ArrowRight}', 'Runbook on wiki.example.com: a'],
  ['right past the last link', '{ArrowRight>6/}', 'Open a in the AWS console'],
  ['right and left', '{ArrowRight}{ArrowLeft}{ArrowLeft}', 'a'],
  ['down from a link', '{ArrowRight}{ArrowDown}', 'b'],
  ['another key', '{j}', 'a'],
  ['an arrow with Alt, a shortcut of the browser', '{Alt>}{ArrowDown}{/Alt}', 'a'],
])('arrow keys move %s', async (_, keys, label) => {
  list(given, 3);
  await userEvent.tab();
  await userEvent.keyboard(keys);
  expect(focused()).toBe(label);
});

test('rows beyond the most are on paper only', () => {
  list(given, 3);
  expect(rowNames()).toEqual(['a', 'b', 'c']);
  expect(screen.getAllByRole('rowheader')).toHaveLength(4);
});
