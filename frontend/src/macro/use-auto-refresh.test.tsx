// @vitest-environment jsdom
import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { begin } from './model';
import { fresh, type Live } from './runner';
import { useAutoRefresh } from './use-auto-refresh';
import type { LiveView } from './use-live';
import type { Status } from './view';

const sources = [{ connection: 'c', region: 'r' }];
const refresh = vi.fn();
const view = (live: Partial<Live>): LiveView => ({
  live: { ...fresh({ sources, query: {} }), ...live },
  refresh,
  retry: () => undefined,
  more: () => undefined,
  pause: () => undefined,
  shared: false,
});
const settled = (status: Status = 'answered'): LiveView => {
  const it = begin(sources).map((source) => ({ ...source, status }));
  return view({ loading: false, view: it, settled: it, settledAt: Date.now() });
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function hide(hidden: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  document.dispatchEvent(new Event('visibilitychange'));
}

test('refreshes at the interval, and not during a load', () => {
  const { rerender } = renderHook(({ it }) => useAutoRefresh(it, 30_000), {
    initialProps: { it: settled() },
  });
  vi.advanceTimersByTime(29_000);
  expect(refresh).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect(refresh).toHaveBeenCalledTimes(1);
  rerender({ it: view({ loading: true }) });
  vi.advanceTimersByTime(300_000);
  expect(refresh).toHaveBeenCalledTimes(1);
});

test('pauses while the tab is hidden', () => {
  hide(true);
  renderHook(() => useAutoRefresh(settled(), 30_000));
  vi.advanceTimersByTime(300_000);
  expect(refresh).not.toHaveBeenCalled();
});

test('refreshes at once when the tab is visible again after the interval', () => {
  const it = settled();
  renderHook(() => useAutoRefresh(it, 30_000));
  hide(true);
  vi.advanceTimersByTime(300_000);
  expect(refresh).not.toHaveBeenCalled();
  hide(false);
  vi.advanceTimersByTime(0);
  expect(refresh).toHaveBeenCalledTimes(1);
});

test('is off with an interval of 0', () => {
  renderHook(() => useAutoRefresh(settled(), 0));
  vi.advanceTimersByTime(3_000_000);
  expect(refresh).not.toHaveBeenCalled();
});

test('backs off while no source answers, says when, and resets after a success', () => {
  const { result, rerender } = renderHook(({ it }) => useAutoRefresh(it, 30_000), {
    initialProps: { it: settled('refused') },
  });
  const pause = (): number => {
    const before = Date.now();
    const announced = result.current;
    const calls = refresh.mock.calls.length;
    while (refresh.mock.calls.length === calls) vi.advanceTimersByTime(1_000);
    expect(announced ?? before + 30_000).toBe(Date.now());
    return Date.now() - before;
  };
  expect(pause()).toBe(60_000);
  rerender({ it: settled('unanswered') });
  expect(pause()).toBe(120_000);
  rerender({ it: settled('unanswered') });
  expect(pause()).toBe(240_000);
  rerender({ it: settled() });
  expect(pause()).toBe(30_000);
});
