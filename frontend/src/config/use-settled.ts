import { useEffect, useState } from 'react';

/** Debounce: typing neither triggers a call nor shows an error per letter. */
const PAUSE_MS = 800;

/** useSettled returns the first value at once, and each further one after a pause. */
export function useSettled<T>(value: T): T {
  const wanted = JSON.stringify(value);
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), PAUSE_MS);
    return () => clearTimeout(timer);
    // The serialised text identifies the value; the object changes on every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted]);
  return settled;
}
