import { useState } from 'react';
import { KNOWN_STATES, type Grouping, type MacroConfig } from '../../wire/macro-config';
import type { LiveView } from '../use-live';
import type { Filter } from './filter';

/**
 * Reader is the reader's choices on the loaded items, with their setters. They are not stored. Only
 * the pause of auto-refresh belongs to all macros that share the view.
 */
export interface Reader {
  filter: Filter;
  groupBy: Grouping;
  /** Milliseconds between refreshes, 0 for none. */
  everyMs: number;
  toggleState: (state: string) => void;
  search: (words: string) => void;
  group: (by: Grouping) => void;
  auto: (on: boolean) => void;
  /** clear shows all items. */
  clear: () => void;
}

/** useReader starts from the author's configuration. */
export function useReader(
  { states: first, groupBy: by = 'source', refresh = 0 }: MacroConfig,
  { live, pause }: Pick<LiveView, 'live' | 'pause'>,
): Reader {
  const [states, setStates] = useState<readonly string[]>(first);
  const [search, setSearch] = useState('');
  const [groupBy, group] = useState<Grouping>(by);
  return {
    filter: { states, search },
    groupBy,
    everyMs: live.paused ? 0 : refresh * 1000,
    toggleState: (state) =>
      setStates((on) => (on.includes(state) ? on.filter((it) => it !== state) : [...on, state])),
    search: setSearch,
    group,
    auto: (on) => pause(!on),
    clear: () => {
      setStates(KNOWN_STATES);
      setSearch('');
    },
  };
}
