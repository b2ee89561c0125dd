import { useEffect, useState } from 'react';
import { onConfigChanged } from '../platform/bridge';
import { readContext, type PageContext } from '../platform/context';
import { parsePasted, type Pasted } from '../providers/links';
import { text } from '../text/en';
import { parseMacroConfig, type MacroConfig } from '../wire/macro-config';
import type { Problem } from '../wire/problem';

/** Asked is the configuration of the macro, as far as it is known. */
export type Asked = (
  | { state: 'reading' }
  | { state: 'unconfigured' }
  | LinkedMacro
  | { state: 'unreadable'; problem: Problem }
  | { state: 'asked'; config: MacroConfig; where: PageContext }
) & {
  /** The page is the list in a modal. */
  list?: boolean | undefined;
};

/** LinkedMacro is a macro that was made from a pasted address and is not saved yet. */
export interface LinkedMacro {
  state: 'linked';
  link: string;
  /** null if the address cannot be read. */
  pasted: Pasted | null;
  where: PageContext;
}

/** useQuestion reads the macro's configuration, and reads it again after the author saves. */
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
  let list: boolean | undefined;
  try {
    const where = await readContext();
    list = where.list;
    const config = parseMacroConfig(where.config);
    return { ...(config ? { state: 'asked', config, where } : unset(where)), list };
  } catch {
    return {
      state: 'unreadable',
      problem: { code: 'ui_config', ...text.problems.configUnreadable },
      list,
    };
  }
}

/** Nothing is asked for a pasted address until the author saves a configuration. */
function unset(where: PageContext): Asked {
  const { link } = where;
  if (link === undefined) return { state: 'unconfigured' };
  return { state: 'linked', link, pasted: parsePasted(link), where };
}
