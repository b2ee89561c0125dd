import { isCharged } from '../providers/codes';
import { changesBetween, type Changes } from './changes';
import { frameBatch } from './frame-batch';
import { loadView, type Question, type Sink } from './load';
import { again, begin, finish, receive, refuse } from './model';
import { append, wantsMore } from './pages';
import type { SourceView, View } from './view';

/** Cost is what the latest answer took: calls of the provider, and milliseconds until its end. */
export interface Cost {
  calls: number;
  ms: number;
}

/**
 * Live is the current view, with the last settled one and the changes since. It is plain data:
 * frames send it to each other.
 */
export interface Live {
  view: View;
  /** A load of the whole question is under way. */
  loading: boolean;
  /** The view when its last load ended, whatever the outcome; null until then. */
  settled: View | null;
  /** The end of that load, in milliseconds since 1970. */
  settledAt: number;
  changes: Changes;
  cost: Cost | null;
  /** A reader has paused auto-refresh. */
  paused: boolean;
}

/** fresh returns a view before its first load. */
export function fresh(question: Question): Live {
  const view = begin(question.sources);
  const loading = true;
  const [settled, cost] = [null, null];
  return { view, loading, settled, settledAt: 0, changes: new Map(), cost, paused: false };
}

/** Runner loads a question: all sources, one source, or the next page of a source. */
export class Runner {
  #live: Live;
  readonly #question: Question;
  readonly #show: (live: Live) => void;
  /** The running loads, by name. */
  readonly #running = new Map<string, AbortController>();

  constructor(question: Question, live: Live, show: (live: Live) => void) {
    this.#question = question;
    this.#live = live;
    this.#show = show;
  }

  /** refresh loads the whole question. It aborts the running loads. */
  refresh(): void {
    this.stop();
    const { sources } = this.#question;
    this.#set({ view: begin(sources, this.#live.view), loading: true });
    const all = sources.map((_, index) => index);
    void this.#run('all', this.#question, all).then((ended) => ended && this.#settle(all));
  }

  /** retry loads one source again. */
  retry(index: number): void {
    if (this.#live.loading) return;
    this.#set({ view: again(this.#live.view, [index]) });
    void this.#run(`retry ${index}`, this.#only(index), [index]).then(
      (ended) => ended && this.#settle([index]),
    );
  }

  /** more loads the next page of a source, as a request of its own. */
  more(index: number): void {
    const source = this.#live.view[index];
    const cursor = source?.header?.cursor;
    if (!source || cursor === undefined || this.#live.loading || source.more?.asking === true)
      return;
    this.#set({ view: wantsMore(this.#live.view, index) });
    void this.#page(index, cursor);
  }

  /** pause records whether a reader has paused auto-refresh. */
  pause(on: boolean): void {
    this.#set({ paused: on });
  }

  /** stop aborts the running loads. */
  stop(): void {
    for (const controller of this.#running.values()) controller.abort();
    this.#running.clear();
  }

  #only(index: number, cursor?: string): Question {
    const sources = this.#question.sources.slice(index, index + 1).map((it) => ({ ...it, cursor }));
    return { ...this.#question, sources };
  }

  /** #run loads the sources at the given indexes. It reports whether the load reached its end. */
  async #run(name: string, question: Question, indexes: readonly number[]): Promise<boolean> {
    const signal = this.#begin(name);
    const started = performance.now();
    // Changes are painted at most once per animation frame. An aborted load paints nothing.
    const batch = frameBatch<(view: View) => View>((changes) => {
      if (!signal.aborted)
        this.#set({ view: changes.reduce((so, change) => change(so), this.#live.view) });
    });
    const placed = (scope: readonly number[]): number[] => scope.map((it) => indexes[it] ?? -1);
    const sink: Sink = {
      records: (records, scope) => batch.add((view) => receive(view, records, placed(scope))),
      problem: (problem, scope) => batch.add((view) => refuse(view, placed(scope), problem)),
    };
    await loadView(question, sink, signal);
    batch.flush();
    if (!signal.aborted) this.#spent(countCalls(indexes, this.#live.view), started);
    return !signal.aborted;
  }

  async #page(index: number, cursor: string): Promise<void> {
    const signal = this.#begin(`more ${index}`);
    const started = performance.now();
    const question = this.#only(index, cursor);
    let page = begin(question.sources);
    const sink: Sink = {
      records: (records, scope) => void (page = receive(page, records, scope)),
      problem: (problem, scope) => void (page = refuse(page, scope, problem)),
    };
    await loadView(question, sink, signal);
    const [source] = finish(page);
    if (signal.aborted || !source) return;
    this.#spent(isCall(source) ? 1 : 0, started);
    const view = append(this.#live.view, index, source);
    this.#set({ view, settled: view });
  }

  #begin(name: string): AbortSignal {
    this.#running.get(name)?.abort();
    const controller = new AbortController();
    this.#running.set(name, controller);
    return controller.signal;
  }

  #settle(indexes: readonly number[]): void {
    const view = finish(this.#live.view, indexes);
    const changes = changesBetween(this.#live.settled, view);
    this.#set({ view, loading: false, settled: view, settledAt: Date.now(), changes });
  }

  #spent(calls: number, started: number): void {
    this.#live = { ...this.#live, cost: { calls, ms: Math.round(performance.now() - started) } };
  }

  #set(change: Partial<Live>): void {
    this.#live = { ...this.#live, ...change };
    this.#show(this.#live);
  }
}

function countCalls(indexes: readonly number[], view: View): number {
  return indexes.filter((index) => view[index] && isCall(view[index])).length;
}

/**
 * Each source that its provider answers costs one call. A refusal before the provider costs none.
 */
function isCall({ status, problem }: SourceView): boolean {
  return (
    status === 'answering' || status === 'answered' || status === 'cut' || isCharged(problem?.code)
  );
}
