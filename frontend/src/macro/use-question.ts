import { useEffect, useState } from 'react';
import { call, problemIn, withSpace } from '../platform/backend';
import { onConfigChanged } from '../platform/bridge';
import { readContext, type PageContext } from '../platform/context';
import { configFor, parsePasted } from '../providers/links';
import { text } from '../text/en';
import { parsePickable } from '../wire/connections';
import { parseMacroConfig, type MacroConfig } from '../wire/macro-config';
import type { Problem } from '../wire/problem';

/** Asked is the configuration of the macro, as far as it is known. */
export type Asked = (
  | { state: 'reading' }
  | { state: 'unconfigured' }
  /** A pasted address that several or no connections can show: the author chooses. */
  | { state: 'linked' }
  | { state: 'unreadable'; problem: Problem }
  | { state: 'asked'; config: MacroConfig; where: PageContext }
) & {
  /** The page is the list in a modal. */
  list?: boolean | undefined;
};

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
    return { ...(config ? { state: 'asked', config, where } : await readLink(where)), list };
  } catch {
    return {
      state: 'unreadable',
      problem: { code: 'ui_config', ...text.problems.configUnreadable },
      list,
    };
  }
}

/** A pasted address serves as the configuration until the author saves one. */
async function readLink(where: PageContext): Promise<Asked> {
  const pasted = where.link === undefined ? null : parsePasted(where.link);
  if (!pasted) return { state: 'unconfigured' };
  try {
    const reply = await call({ method: 'GET', path: withSpace('/v1/connections', where.spaceId) });
    const config = configFor(pasted, parsePickable(reply));
    return config ? { state: 'asked', config, where } : { state: 'linked' };
  } catch (thrown) {
    return { state: 'unreadable', problem: problemIn(thrown) };
  }
}
