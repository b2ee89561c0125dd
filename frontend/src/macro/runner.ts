import { isCharged } from '../providers/codes';
import { changesBetween, type Changes } from './changes';
import { frameBatch } from './frame-batch';
import { callsFor, loadView, type Question, type Sink } from './load';
import { again, asksForFiring, begin, finish, isUnderWay, receive, refuse } from './model';
import { append, wantsMore, withFiring } from './pages';
import type { SourceView, View } from './view';
import { dueIn, waitingUntil } from './waits';

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
  #abort = new AbortController();
  /** The unfinished loads. The view settles with the last of them. */
  #loads = 0;
  /** The calls of these loads, and the time of the first. */
  #spent = { calls: 0, since: 0 };

  constructor(question: Question, live: Live, show: (live: Live) => void) {
    this.#question = question;
    this.#live = live;
    this.#show = show;
  }

  /**
   * refresh loads every source whose upstream does not ask to wait (Retry-After). It aborts the
   * running loads.
   */
  refresh(): void {
    const due = dueIn(this.#live.view, Date.now());
    if (due.length === 0) return;
    this.stop();
    this.#set({ view: again(this.#live.view, due), loading: true });
    this.#begin(callsFor(this.#question.sources, due));
  }

  /** retry loads one source again, also while others load. */
  retry(index: number): void {
    const source = this.#live.view[index];
    if (!source || isUnderWay(source) || !dueIn(this.#live.view, Date.now()).includes(index))
      return;
    this.#set({ view: again(this.#live.view, [index]) });
    this.#begin([[index]]);
  }

  /** more loads the next page of a source, as a request of its own. */
  more(index: number): void {
    const source = this.#live.view[index];
    const cursor = source?.header?.cursor;
    const isDue = dueIn(this.#live.view, Date.now()).includes(index);
    if (!source || cursor === undefined || !isDue) return;
    if (this.#live.loading || source.more?.asking === true) return;
    this.#set({ view: wantsMore(this.#live.view, index) });
    void this.#page(index, cursor);
  }

  /** pause records whether a reader has paused auto-refresh. */
  pause(on: boolean): void {
    this.#set({ paused: on });
  }

  /** stop aborts the running loads. */
  stop(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#loads = 0;
  }

  /** #begin starts loads of the sources at the given indexes, all at the same time. */
  #begin(calls: readonly (readonly number[])[]): void {
    if (this.#loads === 0) this.#spent = { calls: 0, since: performance.now() };
    this.#loads += calls.length;
    for (const indexes of calls) void this.#load(indexes);
  }

  #questionOf(indexes: readonly number[], cursor?: string): Question {
    const sources = indexes.flatMap((index) => {
      const source = this.#question.sources[index];
      return source ? [{ ...source, ...(cursor !== undefined && { cursor }) }] : [];
    });
    return { ...this.#question, sources };
  }

  /** #load loads sources, and then all firing items of those with a truncated answer. */
  async #load(indexes: readonly number[]): Promise<void> {
    const question = this.#questionOf(indexes);
    if (!(await this.#run(question, indexes))) return;
    const ended = waitingUntil(finish(this.#live.view, indexes), indexes, Date.now());
    const cut = indexes.filter((index) => mayFireMore(question, ended[index]));
    this.#set({ view: askingFiring(ended, indexes, cut) });
    const all = await Promise.all(cut.map((index) => this.#firing(index)));
    if (!all.every(Boolean)) return;
    this.#loads -= 1;
    if (this.#loads === 0) this.#settle();
  }

  /** #run loads the sources at the given indexes. It reports whether the load reached its end. */
  async #run(question: Question, indexes: readonly number[]): Promise<boolean> {
    const { signal } = this.#abort;
    // Changes are painted at most once per animation frame. An aborted load paints nothing.
    const batch = frameBatch<(view: View) => View>((changes) => {
      if (!signal.aborted)
        this.#set({ view: changes.reduce((so, change) => change(so), this.#live.view) });
    });
    const placed = (scope: readonly number[]): number[] => scope.map((it) => indexes[it] ?? -1);
    const add = (change: (view: View) => View): void => {
      const now = Date.now();
      batch.add((view) => waitingUntil(change(view), indexes, now));
    };
    const sink: Sink = {
      records: (records, scope) => add((view) => receive(view, records, placed(scope))),
      problem: (problem, scope) => add((view) => refuse(view, placed(scope), problem)),
    };
    await loadView(question, sink, signal);
    batch.flush();
    if (!signal.aborted) this.#spent.calls += countCalls(indexes, this.#live.view);
    return !signal.aborted;
  }

  async #page(index: number, cursor: string): Promise<void> {
    const started = performance.now();
    const page = await this.#aside(this.#questionOf([index], cursor));
    if (!page) return;
    const view = append(this.#live.view, index, page);
    this.#set({ view, settled: view, cost: costOf(isCall(page) ? 1 : 0, started) });
  }

  /**
   * #firing loads all firing items of a truncated source, as a request of its own: the answer may
   * leave them out. It reports whether the load reached its end.
   */
  async #firing(index: number): Promise<boolean> {
    const only = this.#questionOf([index]);
    const page = await this.#aside({ ...only, query: { ...only.query, firingOnly: true } });
    if (!page) return false;
    if (isCall(page)) this.#spent.calls += 1;
    this.#set({ view: withFiring(this.#live.view, index, page) });
    return true;
  }

  /** #aside loads one source beside the view. It returns null if the load is aborted. */
  async #aside(question: Question): Promise<SourceView | null> {
    const { signal } = this.#abort;
    let page = begin(question.sources);
    const sink: Sink = {
      records: (records, scope) => void (page = receive(page, records, scope)),
      problem: (problem, scope) => void (page = refuse(page, scope, problem)),
    };
    await loadView(question, sink, signal);
    const [source] = waitingUntil(finish(page), [0], Date.now());
    return signal.aborted || !source ? null : source;
  }

  #settle(): void {
    const { view, settled } = this.#live;
    const changes = changesBetween(settled, view);
    const cost = costOf(this.#spent.calls, this.#spent.since);
    this.#set({ loading: false, settled: view, settledAt: Date.now(), changes, cost });
  }

  #set(change: Partial<Live>): void {
    this.#live = { ...this.#live, ...change };
    this.#show(this.#live);
  }
}

/** A truncated answer to any other question may leave out firing items. */
function mayFireMore({ query }: Question, source: SourceView | undefined): boolean {
  return (
    query.firingOnly !== true &&
    source?.status === 'answered' &&
    source.header?.truncated === true &&
    asksForFiring(source)
  );
}

/** askingFiring marks which of the loaded sources wait for all their firing items. */
function askingFiring(view: View, loaded: readonly number[], cut: readonly number[]): View {
  return view.map((source, index) =>
    loaded.includes(index)
      ? { ...source, firing: cut.includes(index) ? 'asking' : undefined }
      : source,
  );
}

function costOf(calls: number, started: number): Cost {
  return { calls, ms: Math.round(performance.now() - started) };
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
