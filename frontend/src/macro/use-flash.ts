import { useEffect, useState } from 'react';
import type { Live } from './runner';

/** Flash is how far the highlight of what has changed is: CSS lights it up and lets it fade. */
export type Flash = 'lit' | 'fading' | 'over';

/** How long each lasts, in milliseconds. The fading is as long as the transitions of the style sheets. */
const lasts = { lit: 500, fading: 2500 };

/**
 * useFlash highlights what a refresh has changed, once. It belongs to the view and not to a row: a row that is taken
 * away and comes back, because it was filtered or put in another group, does not flash again. What a refresh
 * changed before this macro joined does not flash at all.
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
