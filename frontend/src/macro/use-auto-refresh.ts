import { useEffect, useState } from 'react';
import { dueAt, failuresAfter } from './auto-refresh';
import type { LiveView } from './use-live';

/**
 * useAutoRefresh refreshes a view at an interval; 0 disables it. It pauses while the tab is hidden,
 * and refreshes at once if the interval has passed when the tab is visible again. It backs off
 * while a provider throttles or no source answers. It returns the time of the next refresh, in
 * milliseconds since 1970, if that is later than the interval says.
 */
export function useAutoRefresh({ live, refresh }: LiveView, everyMs: number): number | undefined {
  const [failures, count] = useState({ count: 0, at: 0 });
  const isOn = everyMs > 0 && !live.loading && live.settledAt > 0;
  if (isOn && failures.at !== live.settledAt)
    count({ count: failuresAfter(failures.count, live), at: live.settledAt });
  const due = dueAt({ everyMs, failures: failures.count }, live);

  useEffect(() => {
    if (!isOn) return undefined;
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
  }, [isOn, due, refresh]);
  return isOn && due > live.settledAt + everyMs ? due : undefined;
}
