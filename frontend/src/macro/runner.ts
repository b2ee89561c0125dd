import { isCharged } from '../providers/codes';
import { changesBetween, type Changes } from './changes';
import { frameBatch } from './frame-batch';
import { loadView, type Question, type Sink } from './load';
import { again, begin, finish, receive, refuse } from './model';
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
  /** The running loads, by name. */
  readonly #running = new Map<string, AbortController>();

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
    const sources = due.flatMap((index) => this.#question.sources[index] ?? []);
    void this.#load('all', { ...this.#question, sources }, due);
  }

  /** retry loads one source again. */
  retry(index: number): void {
    if (this.#live.loading || !dueIn(this.#live.view, Date.now()).includes(index)) return;
    this.#set({ view: again(this.#live.view, [index]) });
    void this.#load(`retry ${index}`, this.#only(index), [index]);
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
    for (const controller of this.#running.values()) controller.abort();
    this.#running.clear();
  }

  #only(index: number, cursor?: string): Question {
    const sources = this.#question.sources.slice(index, index + 1).map((it) => ({ ...it, cursor }));
    return { ...this.#question, sources };
  }

  /** #load loads sources, and then all firing items of those with a truncated answer. */
  async #load(name: string, question: Question, indexes: readonly number[]): Promise<void> {
    if (!(await this.#run(name, question, indexes))) return;
    const ended = waitingUntil(finish(this.#live.view, indexes), indexes, Date.now());
    const cut = indexes.filter((index) => mayFireMore(question, ended[index]));
    this.#set({ view: askingFiring(ended, indexes, cut) });
    const all = await Promise.all(cut.map((index) => this.#firing(index)));
    if (all.every(Boolean)) this.#settle();
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
    if (!signal.aborted) this.#spent(countCalls(indexes, this.#live.view), started);
    return !signal.aborted;
  }

  async #page(index: number, cursor: string): Promise<void> {
    const page = await this.#aside(`more ${index}`, this.#only(index, cursor));
    if (!page) return;
    const view = append(this.#live.view, index, page);
    this.#set({ view, settled: view });
  }

  /**
   * #firing loads all firing items of a truncated source, as a request of its own: the answer may
   * leave them out. It reports whether the load reached its end.
   */
  async #firing(index: number): Promise<boolean> {
    const only = this.#only(index);
    const question = { ...only, query: { ...only.query, firingOnly: true } };
    const { cost: before } = this.#live;
    const page = await this.#aside(`firing ${index}`, question);
    if (!page) return false;
    this.#set({
      view: withFiring(this.#live.view, index, page),
      cost: sumOf(before, this.#live.cost),
    });
    return true;
  }

  /** #aside loads one source beside the view. It returns null if the load is aborted. */
  async #aside(name: string, question: Question): Promise<SourceView | null> {
    const signal = this.#begin(name);
    const started = performance.now();
    let page = begin(question.sources);
    const sink: Sink = {
      records: (records, scope) => void (page = receive(page, records, scope)),
      problem: (problem, scope) => void (page = refuse(page, scope, problem)),
    };
    await loadView(question, sink, signal);
    const [source] = waitingUntil(finish(page), [0], Date.now());
    if (signal.aborted || !source) return null;
    this.#spent(isCall(source) ? 1 : 0, started);
    return source;
  }

  #begin(name: string): AbortSignal {
    this.#running.get(name)?.abort();
    const controller = new AbortController();
    this.#running.set(name, controller);
    return controller.signal;
  }

  #settle(): void {
    const { view, settled } = this.#live;
    const changes = changesBetween(settled, view);
    this.#set({ loading: false, settled: view, settledAt: Date.now(), changes });
  }

  #spent(calls: number, started: number): void {
    this.#live = { ...this.#live, cost: { calls, ms: Math.round(performance.now() - started) } };
  }

  #set(change: Partial<Live>): void {
    this.#live = { ...this.#live, ...change };
    this.#show(this.#live);
  }
}

/** A truncated answer to any other question may leave out firing items. */
function mayFireMore({ query }: Question, source: SourceView | undefined): boolean {
  return (
    query.firingOnly !== true && source?.status === 'answered' && source.header?.truncated === true
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

function sumOf(a: Cost | null, b: Cost | null): Cost | null {
  return a && b ? { calls: a.calls + b.calls, ms: a.ms + b.ms } : (a ?? b);
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
