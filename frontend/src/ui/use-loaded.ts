import { useCallback, useEffect, useState } from 'react';
import { problemIn } from '../platform/backend';
import type { Problem } from '../wire/problem';

/** Loading is the state of a request: loading, loaded or failed. */
export type Loading<T> =
  { state: 'loading' } | { state: 'loaded'; value: T } | { state: 'refused'; problem: Problem };

/**
 * useLoaded loads a value when the page appears, and again on each call of the first function it
 * returns. The second function replaces the value.
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
