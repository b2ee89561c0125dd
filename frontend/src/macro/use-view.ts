import { useCallback, useEffect, useRef, useState } from 'react';
import { frameBatch } from './frame-batch';
import { loadView, type Question } from './load';
import { begin, finish, receive, refuse, type View } from './model';

/** LiveView is the view and how to ask again. */
export interface LiveView {
  view: View;
  loading: boolean;
  refresh: () => void;
}

/** useView asks a question at once, and again whenever refresh is called. One answer is awaited at a time. */
export function useView(question: Question): LiveView {
  const [state, setState] = useState({ view: begin(question.config.sources), loading: true });
  const running = useRef<AbortController | null>(null);

  const start = useCallback(() => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    void run(question, controller.signal, (change, loading) => {
      setState(({ view }) => ({ view: change(view), loading }));
    });
  }, [question]);

  useEffect(() => {
    start();
    return () => running.current?.abort();
  }, [start]);

  const refresh = useCallback(() => {
    setState(({ view }) => ({ view: begin(question.config.sources, view), loading: true }));
    start();
  }, [question, start]);

  return { ...state, refresh };
}

/** run drives one load. What arrives is painted once per frame at most; an abandoned load paints nothing. */
async function run(
  question: Question,
  abandoned: AbortSignal,
  paint: (change: (view: View) => View, loading: boolean) => void,
): Promise<void> {
  const batch = frameBatch<(view: View) => View>((changes) => {
    if (!abandoned.aborted) paint((view) => changes.reduce((so, change) => change(so), view), true);
  });
  await loadView(
    question,
    {
      records: (records, scope) => batch.add((view) => receive(view, records, scope)),
      problem: (problem, scope) => batch.add((view) => refuse(view, scope, problem)),
    },
    abandoned,
  );
  batch.flush();
  if (!abandoned.aborted) paint(finish, false);
}
