// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fresh, type Live } from './runner';
import { useFlash, type Flash } from './use-flash';

const changed = new Map([['0 metric a', 'OK']]);
const live = (settledAt: number, changes: Live['changes'] = changed): Live => ({
  ...fresh({ sources: [], query: {} }),
  settledAt,
  changes,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** watch renders one view after another. It returns the phase of the highlight. */
function watch(first: Live): { flash: () => Flash; show: (next: Live) => void } {
  const { result, rerender } = renderHook(({ it }) => useFlash(it), {
    initialProps: { it: first },
  });
  return { flash: () => result.current, show: (it) => rerender({ it }) };
}

const pass = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));

test('the changes of a refresh light up and fade', () => {
  const it = watch(live(1000, new Map()));
  expect(it.flash()).toBe('over');
  it.show(live(2000));
  expect(it.flash()).toBe('lit');
  pass(500);
  expect(it.flash()).toBe('fading');
  pass(2500);
  expect(it.flash()).toBe('over');
});

test('a refresh lights up once, and the next one again', () => {
  const it = watch(live(1000, new Map()));
  it.show(live(2000));
  pass(500);
  pass(2500);
  it.show({ ...live(2000), loading: true });
  expect(it.flash()).toBe('over');
  it.show(live(3000));
  expect(it.flash()).toBe('lit');
  it.show(live(4000, new Map()));
  expect(it.flash()).toBe('over');
});

test('a change right after a change lights up again', () => {
  const it = watch(live(1000, new Map()));
  it.show(live(2000));
  pass(500);
  it.show(live(3000));
  expect(it.flash()).toBe('lit');
});

test.each([
  ['at once', live(1000)],
  ['a moment later', live(0, new Map())],
])('changes from before this macro joined do not light up: received %s', (_, first) => {
  const it = watch(first);
  it.show(live(1000));
  expect(it.flash()).toBe('over');
});
