import { loadPickable } from '../platform/connections';
import { readContext, type PageContext } from '../platform/context';
import { candidatesFor, ofAccount } from '../providers/candidates';
import { parsePasted, type Pasted } from '../providers/links';
import { lackWords } from '../providers/pasted-parts';
import { ShapeError } from '../wire/fields';
import type { Pickable } from '../wire/connections';
import { parseMacroConfig, type MacroConfig } from '../wire/macro-config';

/** Loaded is the data that the modal needs before it opens. */
export interface Loaded {
  config: MacroConfig | null;
  pickable: Pickable;
  where: PageContext;
  /** The filters of the pasted address that created the macro. */
  pasted: Pasted | null;
}

/** load reads the stored configuration and the available connections of the space. */
export async function load(): Promise<Loaded> {
  const where = await readContext();
  const pickable = await loadPickable(where.spaceId);
  return {
    config: storedConfig(where.config),
    pickable,
    where,
    pasted: where.link === undefined ? null : parsePasted(where.link),
  };
}

/** pickableFor returns what the author may choose: for a pasted address, of its account alone. */
export function pickableFor({ config, pickable, pasted }: Loaded): Pickable {
  return config || !pasted ? pickable : ofAccount(pasted, pickable);
}

/** whyNone says why no connection can show a pasted address; undefined where one can. */
export function whyNone({ config, pickable, pasted }: Loaded): string | undefined {
  if (config || !pasted) return undefined;
  const candidates = candidatesFor(pasted, pickable);
  return candidates.lacks && lackWords(candidates, pasted, pickable);
}

/** An unreadable configuration counts as none: the author is about to replace it. */
function storedConfig(value: unknown): MacroConfig | null {
  try {
    return parseMacroConfig(value);
  } catch (thrown) {
    if (thrown instanceof ShapeError) return null;
    throw thrown;
  }
}
