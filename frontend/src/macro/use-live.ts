import { useEffect, useState, useSyncExternalStore } from 'react';
import type { PageContext } from '../platform/context';
import type { Question } from './load';
import type { Live } from './runner';
import { browserTransport } from './share/channel';
import { keyOf } from './share/key';
import { SharedView } from './share/shared-view';
import { tabId } from './share/tab';

/** LiveView is a view and its actions. */
export interface LiveView {
  live: Live;
  refresh: () => void;
  retry: (index: number) => void;
  more: (index: number) => void;
  /** pause stops or resumes auto-refresh, in all macros that share the view. */
  pause: (on: boolean) => void;
  /** The view is open to other macros. */
  shared: boolean;
}

/**
 * useLive loads a question at once, shared with the macros of the page and tab that have the same
 * question. It never changes its question.
 */
export function useLive(question: Question, where: PageContext): LiveView {
  const [view] = useState(
    () => new SharedView(question, keyOf(tabId(), where, question), browserTransport),
  );
  useEffect(() => view.open(), [view]);
  const live = useSyncExternalStore(view.subscribe, view.snapshot);
  const shared = useSyncExternalStore(view.subscribe, view.isShared);
  const { refresh, retry, more, pause } = view;
  return { live, refresh, retry, more, pause, shared };
}
