// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Chart, SmallChart } from '../../providers/row-parts';
import { toItem } from '../item';

const to = new Date(2026, 9, 25, 23, 41).getTime();
const hour = 60 * 60 * 1000;
const item = toItem({
  name: 'a',
  kind: 'metric',
  state: 'ALARM',
  spark: { from: to - hour, to, values: [12, null, 19_289_604_096], threshold: 21_474_836_480 },
});
const label = 'Values seen: 12, 19,289,604,096; 1 missing; threshold 21,474,836,480';

test('the chart of the details says when it changed, and writes the threshold', () => {
  const { container } = render(<Chart item={item} />);
  expect(screen.getByRole('img', { name: label }).getAttribute('width')).toBe('240');
  expect(screen.getByText('21.5 G')).toBeTruthy();
  expect(container.querySelector('time')?.textContent).toMatch(/^when it changed, .*25.*11:41/);
  expect(container.textContent).not.toContain('last');
});

test.each([
  ['a recent', 24 * hour, 1],
  ['no old', 24 * hour + 1, 0],
])('a list has %s chart, without words', (_, age, count) => {
  const { container } = render(<SmallChart item={item} asOf={to + age} />);
  expect(screen.queryAllByRole('img', { name: label })).toHaveLength(count);
  expect(container.textContent).toBe('');
});

test.each([
  [{ spark: { from: to, to, values: [3], threshold: 1 } }, '42'],
  [{ spark: { from: to, to, values: [1], threshold: 3 } }, '13'],
])('the threshold of %j is written within the chart', (more, y) => {
  render(<Chart item={toItem({ name: 'a', kind: 'metric', state: 'OK', ...more })} />);
  expect(screen.getByText(String(more.spark.threshold)).getAttribute('y')).toBe(y);
});
