import { useCallback, useEffect, useState } from 'react';
import { problemIn } from '../platform/backend';
import type { Problem } from '../wire/problem';

/** Loading is something that is asked for once: on its way, there, or refused. */
export type Loading<T> =
  { state: 'loading' } | { state: 'loaded'; value: T } | { state: 'refused'; problem: Problem };

/**
 * useLoaded asks when the page appears, and again whenever the first function it returns is called. The second puts
 * a newer value in its place.
 */
export function useLoaded<T>(load: () => Promise<T>): [Loading<T>, () => void, (value: T) => void] {
  const [loading, setLoading] = useState<Loading<T>>({ state: 'loading' });
  const ask = useCallback(() => {
    load().then(
      (value) => setLoading({ state: 'loaded', value }),
      (thrown: unknown) => setLoading({ state: 'refused', problem: problemIn(thrown) }),
    );
  }, [load]);
  useEffect(ask, [ask]);
  const put = useCallback((value: T) => setLoading({ state: 'loaded', value }), []);
  return [loading, ask, put];
}
