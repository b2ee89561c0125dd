import { useEffect, useState } from 'react';
import { copyText } from './copy';

/** The time that "Copied" stays. */
const CONFIRM_MS = 2000;

/** Copying is the outcome of the last copy, and the function that copies. */
export interface Copying {
  outcome: 'none' | 'copied' | 'failed';
  copy: (text: string) => Promise<void>;
}

/** useCopy copies text on request. A success resets after a moment; a failure stays. */
export function useCopy(): Copying {
  const [outcome, setOutcome] = useState<Copying['outcome']>('none');
  useEffect(() => {
    if (outcome !== 'copied') return undefined;
    const timer = setTimeout(() => setOutcome('none'), CONFIRM_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  return {
    outcome,
    copy: async (text) => setOutcome((await copyText(text)) ? 'copied' : 'failed'),
  };
}
