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
}

/**
 * useLive loads a question at once, shared with the macros of the page and tab that have the same
 * question. It never changes its question.
 */
export function useLive(question: Question, where: PageContext): LiveView {
  const [shared] = useState(
    () => new SharedView(question, keyOf(tabId(), where, question), browserTransport),
  );
  useEffect(() => shared.open(), [shared]);
  const live = useSyncExternalStore(shared.subscribe, shared.snapshot);
  return { live, refresh: shared.refresh, retry: shared.retry, more: shared.more };
}
