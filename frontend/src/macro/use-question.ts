import { useEffect, useState } from 'react';
import { text } from '../text/en';
import { onConfigChanged } from '../platform/bridge';
import { readContext } from '../platform/context';
import { parseMacroConfig } from '../wire/macro-config';
import type { Problem } from '../wire/problem';
import type { Question } from './load';

/** Asked is what the macro has been told to show. */
export type Asked =
  | { state: 'reading' }
  | { state: 'unconfigured' }
  | { state: 'unreadable'; problem: Problem }
  | { state: 'asked'; question: Question };

/** useQuestion reads the macro's configuration, and reads it again when the author has saved a new one. */
export function useQuestion(): Asked {
  const [asked, setAsked] = useState<Asked>({ state: 'reading' });
  useEffect(() => {
    let gone = false;
    const read = async (): Promise<void> => {
      const next = await readQuestion();
      if (!gone) setAsked(next);
    };
    void read();
    const stop = onConfigChanged(() => void read());
    return () => {
      gone = true;
      stop();
    };
  }, []);
  return asked;
}

async function readQuestion(): Promise<Asked> {
  try {
    const { spaceId, config } = await readContext();
    const parsed = parseMacroConfig(config);
    return parsed ? { state: 'asked', question: { spaceId, config: parsed } } : { state: 'unconfigured' };
  } catch {
    return { state: 'unreadable', problem: { code: 'ui_config', ...text.problems.configUnreadable } };
  }
}
