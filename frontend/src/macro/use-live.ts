import { useEffect, useState, useSyncExternalStore } from 'react';
import type { PageContext } from '../platform/context';
import type { Question } from './load';
import type { Live } from './runner';
import { browserTransport } from './share/channel';
import { keyOf } from './share/key';
import { SharedView } from './share/shared-view';
import { tabId } from './share/tab';

/** LiveView is a view and the ways to ask again. */
export interface LiveView {
  live: Live;
  refresh: () => void;
  retry: (index: number) => void;
  more: (index: number) => void;
}

/**
 * useLive asks a question at once, together with other macros of the page, in this tab, that ask the same. It never
 * changes its question.
 */
export function useLive(question: Question, where: PageContext): LiveView {
  const [shared] = useState(
    () => new SharedView(question, keyOf(tabId(), where, question), browserTransport),
  );
  useEffect(() => shared.open(), [shared]);
  const live = useSyncExternalStore(shared.subscribe, shared.snapshot);
  return { live, refresh: shared.refresh, retry: shared.retry, more: shared.more };
}
