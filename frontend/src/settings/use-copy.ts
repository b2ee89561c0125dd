import { useEffect, useState } from 'react';
import { copyText } from '../ui/copy';

/** The time that "Copied" stays on the button. */
const CONFIRM_MS = 2000;

/** Copying is the outcome of the last copy, and the function that copies. */
export interface Copying {
  outcome: 'none' | 'copied' | 'failed';
  copy: () => Promise<void>;
}

/** useCopy copies a value on request. A success resets after a moment; a failure stays. */
export function useCopy(value: string): Copying {
  const [outcome, setOutcome] = useState<Copying['outcome']>('none');

  useEffect(() => {
    if (outcome !== 'copied') return undefined;
    const timer = setTimeout(() => setOutcome('none'), CONFIRM_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  return { outcome, copy: async () => setOutcome((await copyText(value)) ? 'copied' : 'failed') };
}
