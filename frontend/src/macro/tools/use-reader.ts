import { useState } from 'react';
import { KNOWN_STATES, type Grouping, type MacroConfig } from '../../wire/macro-config';
import type { LiveView } from '../use-live';
import { unfiltered, type Filter, type Only, type Within } from './filter';

/**
 * Reader is the reader's choices on the loaded items, with their setters. They are not stored. Only
 * the pause of auto-refresh belongs to all macros that share the view.
 */
export interface Reader {
  filter: Filter;
  groupBy: Grouping;
  /** Milliseconds between refreshes, 0 for none. */
  everyMs: number;
  /** The time of the next refresh, in milliseconds since 1970, if it is later than everyMs says. */
  laterAt?: number | undefined;
  /** show shows only the counted items; null shows all, also those that the author left out. */
  show: (only: Only | null) => void;
  within: (within: Within) => void;
  owner: (owner: string | null) => void;
  search: (words: string) => void;
  group: (by: Grouping) => void;
  auto: (on: boolean) => void;
  /** clear shows all items. */
  clear: () => void;
}

/** useReader starts from the author's configuration. */
export function useReader(
  { states, groupBy: by = 'source', refresh = 0 }: MacroConfig,
  { live, pause }: Pick<LiveView, 'live' | 'pause'>,
): Reader {
  const [filter, setFilter] = useState<Filter>({ ...unfiltered, states });
  const [groupBy, group] = useState<Grouping>(by);
  const set = (change: Partial<Filter>): void => setFilter((it) => ({ ...it, ...change }));
  return {
    filter,
    groupBy,
    everyMs: live.paused ? 0 : refresh * 1000,
    show: (only) => set(only === null ? { only, states: KNOWN_STATES } : { only }),
    within: (within) => set({ within }),
    owner: (owner) => set({ owner }),
    search: (search) => set({ search }),
    group,
    auto: (on) => pause(!on),
    clear: () => setFilter(unfiltered),
  };
}
