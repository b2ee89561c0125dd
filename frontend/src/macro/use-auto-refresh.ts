import { useEffect, useRef } from 'react';
import { dueAt, failuresAfter } from './auto-refresh';
import type { LiveView } from './use-live';

/**
 * useAutoRefresh refreshes a view every so often; 0 is never. It rests while the tab is hidden, goes on at once when
 * the tab is shown again and the time has come, and waits longer while a provider is throttling or nothing
 * answers.
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
