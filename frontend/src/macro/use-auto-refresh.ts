import { useEffect, useRef } from 'react';
import { dueAt, failuresAfter } from './auto-refresh';
import type { LiveView } from './use-live';

/**
 * useAutoRefresh refreshes a view at an interval; 0 disables it. It pauses while the tab is hidden,
 * and refreshes at once if the interval has passed when the tab is visible again. It backs off
 * while a provider throttles or no source answers.
 */
export function useAutoRefresh({ live, refresh }: LiveView, everyMs: number): void {
  const failures = useRef({ count: 0, at: 0 });

  useEffect(() => {
    if (everyMs === 0 || live.loading || live.settledAt === 0) return undefined;
    const { count, at } = failures.current;
    if (at !== live.settledAt)
      failures.current = { count: failuresAfter(count, live), at: live.settledAt };
    const due = dueAt({ everyMs, failures: failures.current.count }, live);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const arrange = (): void => {
      clearTimeout(timer);
      if (!document.hidden) timer = setTimeout(refresh, Math.max(0, due - Date.now()));
    };
    arrange();
    document.addEventListener('visibilitychange', arrange);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', arrange);
    };
  }, [live, refresh, everyMs]);
}
