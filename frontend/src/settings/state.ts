import type { UnknownConnection } from '../wire/kind';
import type { Removal } from '../wire/receipts';
import type { SavedConnection } from '../wire/settings';

/** Removable is a connection with a known id, which the page can remove. */
export type Removable = SavedConnection | (UnknownConnection & { id: string });

/**
 * Work is one action on one connection. A connection of an unknown kind or shape can only be
 * removed.
 */
export type Work =
  | { what: 'test' | 'edit' | 'renew'; connection: SavedConnection }
  | { what: 'remove'; connection: Removable };

/** Open is the open panel. */
export type Open = { what: 'nothing' | 'add' } | Work;

/** News is the outcome of the latest action. */
export interface News {
  tone: 'success' | 'caution';
  words: string;
  /** A removal with a receipt. */
  removed?: Removal;
}

/** State is the state of the page besides its settings. */
export interface State {
  open: Open;
  /**
   * Whether the page asks to confirm a change to the space. An open panel stays, and keeps its
   * input.
   */
  confirming: boolean;
  news: News | null;
  /**
   * Removals with a receipt. Each stays until it is dismissed, because its receipt can be
   * downloaded only once.
   */
  kept: readonly News[];
}

/** Event is a change on the page. */
export type Event =
  | { type: 'opened'; open: Open }
  | { type: 'closed' }
  | { type: 'reported'; news: News }
  | { type: 'dismissed'; news: News }
  | { type: 'asked' }
  | { type: 'answered' };

/** initial is the state of a new page. */
export const initial: State = {
  open: { what: 'nothing' },
  confirming: false,
  news: null,
  kept: [],
};

/** reduce returns the state after an event. */
export function reduce(state: State, event: Event): State {
  switch (event.type) {
    case 'opened':
      return { ...state, open: event.open, news: null };
    case 'closed':
      return { ...state, open: { what: 'nothing' } };
    case 'reported':
      return event.news.removed?.receipt
        ? { ...state, news: null, kept: [...state.kept, event.news] }
        : { ...state, news: event.news };
    case 'dismissed':
      return { ...state, kept: state.kept.filter((each) => each !== event.news) };
    case 'asked':
      return { ...state, confirming: true, news: null };
    case 'answered':
      return { ...state, confirming: false };
  }
}
