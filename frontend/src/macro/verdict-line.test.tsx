// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { config, inline } from '../../tests/view-fixtures';
import { parseRecord } from '../wire/records';
import { begin, receive } from './model';
import { tally } from './tally';
import { VerdictLine } from './verdict-line';

const asOf = Date.parse('2026-11-21T10:00:00Z');

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: asOf }),
);
afterEach(() => void vi.useRealTimers());

test.each([
  { state: 'OK', young: 'success', old: 'neutral' },
  { state: 'ALARM', young: 'danger', old: 'danger' },
])('the look of $state after five minutes is $old', ({ state, young, old }) => {
  const { records } = inline('eu-central-1', { name: 'a', kind: 'metric', state });
  const parsed = records.map(parseRecord).filter((record) => record !== null);
  const view = receive(begin(config.sources.slice(0, 1)), parsed, [0]);
  render(<VerdictLine tally={tally(view, {})} asking={false} stale={false} />);
  const tone = (): string | undefined =>
    screen.getByRole('status').closest<HTMLElement>('[data-tone]')?.dataset.tone;
  expect(tone()).toBe(young);
  act(() => void vi.advanceTimersByTime(5 * 60_000));
  expect(tone()).toBe(young);
  act(() => void vi.advanceTimersByTime(60_000));
  expect(tone()).toBe(old);
});
