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

/** Live is a view as it stands, and what is known of the one before. It is plain data: tabs hand it on. */
export interface Live {
  view: View;
  /** The whole question is being asked. */
  loading: boolean;
  /** The view as it was when it was last complete; null until then. */
  settled: View | null;
  /** When that was, in milliseconds since 1970. */
  settledAt: number;
  changes: Changes;
  cost: Cost | null;
}

/** fresh is a view before its first question. */
export function fresh(question: Question): Live {
  const view = begin(question.sources);
  return { view, loading: true, settled: null, settledAt: 0, changes: new Map(), cost: null };
}

/** Runner asks a question: all of it, one source again, or the alarms beyond the first hundred of a source. */
export class Runner {
  #live: Live;
  readonly #question: Question;
  readonly #show: (live: Live) => void;
  /** What is on its way, by what it is about. */
  readonly #running = new Map<string, AbortController>();

  constructor(question: Question, live: Live, show: (live: Live) => void) {
    this.#question = question;
    this.#live = live;
    this.#show = show;
  }

  /** refresh asks the whole question. What is still on its way is abandoned. */
  refresh(): void {
    this.stop();
    const { sources } = this.#question;
    this.#set({ view: begin(sources, this.#live.view), loading: true });
    const all = sources.map((_, index) => index);
    void this.#run('all', this.#question, all).then((ended) => ended && this.#settle(all));
  }

  /** retry asks one source again. */
  retry(index: number): void {
    if (this.#live.loading) return;
    this.#set({ view: again(this.#live.view, [index]) });
    void this.#run(`retry ${index}`, this.#only(index), [index]).then(
      (ended) => ended && this.#settle([index]),
    );
  }

  /** more asks for the alarms of a source that come after those it has sent, in a view of their own. */
  more(index: number): void {
    const source = this.#live.view[index];
    const cursor = source?.header?.cursor;
    if (!source || cursor === undefined || this.#live.loading || source.more?.asking === true)
      return;
    this.#set({ view: wantsMore(this.#live.view, index) });
    void this.#page(index, cursor);
  }

  /** stop abandons whatever is on its way. */
  stop(): void {
    for (const controller of this.#running.values()) controller.abort();
    this.#running.clear();
  }

  #only(index: number, cursor?: string): Question {
    const sources = this.#question.sources.slice(index, index + 1).map((it) => ({ ...it, cursor }));
    return { ...this.#question, sources };
  }

  /** #run loads the sources at the given indexes. It reports whether it came to its end. */
  async #run(name: string, question: Question, indexes: readonly number[]): Promise<boolean> {
    const signal = this.#begin(name);
    const started = performance.now();
    // What arrives is painted once per frame at most; an abandoned load paints nothing.
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

/** A source that its provider answered took one call. A refusal on the way there took none of its quota. */
function isCall({ status, problem }: SourceView): boolean {
  return (
    status === 'answering' || status === 'answered' || status === 'cut' || isCharged(problem?.code)
  );
}
