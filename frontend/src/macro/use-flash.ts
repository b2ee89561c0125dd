import { useEffect, useState } from 'react';
import type { Live } from './runner';

/** Flash is the phase of the highlight of changed rows: CSS lights it up and fades it. */
export type Flash = 'lit' | 'fading' | 'over';

/**
 * The duration of each phase, in milliseconds. The fading matches the transitions of the style
 * sheets.
 */
const lasts = { lit: 500, fading: 2500 };

/**
 * useFlash highlights the changes of a refresh once. The phase belongs to the view, not to a row: a
 * row that a filter or group removes and restores does not flash again. Changes from before this
 * macro joined do not flash.
 */
export function useFlash({ settledAt, changes }: Live): Flash {
  const [seen, setSeen] = useState(settledAt);
  const [flash, setFlash] = useState<Flash>('over');
  if (seen !== settledAt) {
    setSeen(settledAt);
    setFlash(seen !== 0 && changes.size > 0 ? 'lit' : 'over');
  }
  useEffect(() => {
    if (flash === 'over') return undefined;
    const timer = setTimeout(() => setFlash(flash === 'lit' ? 'fading' : 'over'), lasts[flash]);
    return () => clearTimeout(timer);
  }, [flash, seen]);
  return flash;
}
