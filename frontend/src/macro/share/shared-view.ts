import type { Question } from '../load';
import { fresh, Runner, type Live } from '../runner';
import type { Doors, Line, Message } from './doors';
import type { Status } from '../view';

/** An answer this young is good enough for a macro that has just been opened. */
const YOUNG_MS = 10_000;

/** A leader that says nothing for so long is not there for us: the tab may be frozen. */
const PATIENCE_MS = 2_000;

/** Longer than a question may go without news (a stream is given up after 30 s): a leader that began one is gone too. */
const UNDER_WAY_MS = 35_000;

/**
 * SharedView is one view that all macros with the same key look at. One of them, the leader, asks; the others are told.
 * When the leader goes, the next one leads on. Wherever sharing does not work, a macro asks for itself.
 */
export class SharedView {
  #live: Live;
  #role: 'idle' | 'following' | 'leading' = 'idle';
  #line: Line | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #gone = new AbortController();
  readonly #runner: () => Runner;
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly question: Question,
    /** Who may share: null for a macro that has to ask for itself. */
    private readonly key: string | null,
    private readonly doors: Doors,
  ) {
    this.#live = fresh(question);
    let runner: Runner | null = null;
    // A leader goes on from what it has been told.
    this.#runner = () => (runner ??= new Runner(question, this.#live, (live) => this.#lead(live)));
  }

  /** snapshot is how things stand. */
  readonly snapshot = (): Live => this.#live;

  /** subscribe calls back whenever the snapshot changes. It returns how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** open joins the others, or asks. It returns how to leave. */
  readonly open = (): (() => void) => {
    this.#gone = new AbortController();
    this.#line = this.key === null ? null : this.doors.call(this.key, (message) => this.#hear(message));
    if (this.key === null || !this.#line) this.#takeOver();
    else this.#join(this.key, this.#line);
    return () => this.#leave();
  };

  /** refresh asks the whole question again. */
  readonly refresh = (): void => this.#ask('refresh', 0);

  /** retry asks one source again. */
  readonly retry = (place: number): void => this.#ask('retry', place);

  /** more asks for the alarms of a source beyond those that are there. */
  readonly more = (place: number): void => this.#ask('more', place);

  #join(key: string, line: Line): void {
    this.#role = 'following';
    const { signal } = this.#gone;
    this.doors.lead(key, signal, () => this.#takeOver()).catch(() => signal.aborted || this.#alone());
    line.send({ say: 'hello' });
    this.#expectAnswer();
  }

  #takeOver(): void {
    if (this.#role === 'leading' || this.#gone.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#role = 'leading';
    // What the leader before had finished is as good as our own; what it had begun is lost.
    if (isUnderWay(this.#live)) this.#runner().refresh();
  }

  /** #alone stops sharing: neither told nor telling. */
  #alone(): void {
    this.#line?.close();
    this.#line = null;
    this.#takeOver();
  }

  #leave(): void {
    clearTimeout(this.#timer);
    this.#gone.abort();
    if (this.#role === 'leading') this.#runner().stop();
    this.#line?.close();
    this.#line = null;
    this.#role = 'idle';
  }

  #ask(what: 'refresh' | 'retry' | 'more', place: number): void {
    if (this.#role === 'leading') {
      this.#do(what, place);
      return;
    }
    this.#line?.send({ say: 'ask', what, place });
    this.#expectAnswer();
  }

  #do(what: 'refresh' | 'retry' | 'more', place: number): void {
    if (what === 'more') this.#runner().more(place);
    else if (what === 'retry') this.#runner().retry(place);
    else if (!this.#live.loading) this.#runner().refresh();
  }

  #expectAnswer(withinMs = PATIENCE_MS): void {
    clearTimeout(this.#timer);
    if (this.#role !== 'following') return;
    this.#timer = setTimeout(() => {
      this.#alone();
      // What was known may be old, and somebody waits: it is asked for, unless that has begun.
      this.#do('refresh', 0);
    }, withinMs);
  }

  #hear(message: Message): void {
    if (this.#role === 'following') {
      if (message.say !== 'live' || message.live.view.length !== this.question.sources.length) return;
      clearTimeout(this.#timer);
      // What has begun has to end: a leader may freeze in the middle, and still hold its lock.
      if (isUnderWay(message.live)) this.#expectAnswer(UNDER_WAY_MS);
      this.#show(message.live);
    } else if (this.#role === 'leading') {
      if (message.say === 'ask') this.#answer(message.what, message.place);
      if (message.say === 'hello') this.#welcome();
    }
  }

  /** #answer does what a follower asks, and tells it in any case: silence would send it its own way. */
  #answer(what: 'refresh' | 'retry' | 'more', place: number): void {
    this.#do(what, place);
    this.#line?.send({ say: 'live', live: this.#live });
  }

  /** #welcome tells a newcomer. Opening a page is asking now: an answer that has aged is asked for again. */
  #welcome(): void {
    const { loading, settledAt } = this.#live;
    if (!loading && Date.now() - settledAt > YOUNG_MS) this.#runner().refresh();
    else this.#line?.send({ say: 'live', live: this.#live });
  }

  #lead(live: Live): void {
    this.#line?.send({ say: 'live', live });
    this.#show(live);
  }

  #show(live: Live): void {
    this.#live = live;
    for (const listener of this.#listeners) listener();
  }
}

function isUnderWay({ loading, view }: Live): boolean {
  return loading || view.some(({ status, more }) => coming.includes(status) || more?.asking === true);
}

const coming: readonly Status[] = ['waiting', 'answering'];
