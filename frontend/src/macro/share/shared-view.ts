import type { Question } from '../load';
import { fresh, Runner, type Live } from '../runner';
import type { SourceView, Status } from '../view';
import type { Asking, Channel, Message, Transport } from './channel';

/** The maximum age of a settled view for a new macro. */
const FRESH_MS = 10_000;

/** The timeout of a silent leader, whose frame may be frozen. */
const LEADER_TIMEOUT_MS = 2_000;

/**
 * The same during a load. It exceeds the longest silence of a load: a stream times out after 30 s.
 */
const QUESTION_TIMEOUT_MS = 35_000;

/**
 * SharedView is one view for all macros with the same key. An elected leader loads and publishes it
 * to its followers. When the leader leaves, a follower takes over. A macro that cannot share loads
 * for itself.
 */
export class SharedView {
  #live: Live;
  #role: 'idle' | 'following' | 'leading' = 'idle';
  #channel: Channel | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #gone = new AbortController();
  readonly #runner: () => Runner;
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly question: Question,
    /** The sharing key; null for a macro that loads for itself. */
    private readonly key: string | null,
    private readonly transport: Transport,
  ) {
    this.#live = fresh(question);
    let runner: Runner | null = null;
    // A new leader continues from the view that it received.
    this.#runner = () => (runner ??= new Runner(question, this.#live, (live) => this.#lead(live)));
  }

  /** snapshot returns the current view. */
  readonly snapshot = (): Live => this.#live;

  /** isShared reports whether other macros can join the view. */
  readonly isShared = (): boolean => this.#channel !== null;

  /**
   * subscribe calls the listener whenever the snapshot changes. It returns the function that
   * unsubscribes.
   */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /**
   * open joins the channel, or loads without one. It returns the function that leaves the channel.
   */
  readonly open = (): (() => void) => {
    this.#gone = new AbortController();
    this.#channel =
      this.key === null ? null : this.transport.open(this.key, (message) => this.#receive(message));
    if (this.key === null || !this.#channel) this.#takeOver();
    else this.#join(this.key, this.#channel);
    return () => this.#leave();
  };

  /** refresh loads the whole question again. */
  readonly refresh = (): void => this.#ask('refresh', 0);

  /** retry loads one source again. */
  readonly retry = (index: number): void => this.#ask('retry', index);

  /** more loads the next page of a source. */
  readonly more = (index: number): void => this.#ask('more', index);

  /** pause stops or resumes auto-refresh in all macros of the view. */
  readonly pause = (on: boolean): void => this.#ask(on ? 'pause' : 'resume', 0);

  #join(key: string, channel: Channel): void {
    this.#role = 'following';
    const { signal } = this.#gone;
    this.transport
      .lead(key, signal, () => this.#takeOver())
      .catch(() => signal.aborted || this.#alone());
    channel.send({ type: 'join' });
    this.#expectView();
  }

  #takeOver(): void {
    if (this.#role === 'leading' || this.#gone.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#role = 'leading';
    // The results of the previous leader remain valid; its running load is lost.
    if (isUnderWay(this.#live)) this.#runner().refresh();
  }

  /** #alone stops sharing: this macro neither receives nor sends messages. */
  #alone(): void {
    this.#channel?.close();
    this.#channel = null;
    this.#takeOver();
  }

  #leave(): void {
    clearTimeout(this.#timer);
    this.#gone.abort();
    if (this.#role === 'leading') this.#runner().stop();
    this.#channel?.close();
    this.#channel = null;
    this.#role = 'idle';
  }

  #ask(what: Asking, index: number): void {
    if (this.#role === 'leading') {
      this.#do(what, index);
      return;
    }
    this.#channel?.send({ type: 'ask', what, index });
    this.#expectView(LEADER_TIMEOUT_MS, () => this.#do(what, index));
  }

  #do(what: Asking, index: number): void {
    const runner = this.#runner();
    if (what === 'pause' || what === 'resume') runner.pause(what === 'pause');
    else if (what === 'refresh') {
      if (!this.#live.loading) runner.refresh();
    } else if (index < this.question.sources.length) runner[what](index);
  }

  /**
   * #expectView stops sharing unless the leader publishes a view in time, and then does what the
   * leader was asked for: by default a load, since a reader waits.
   */
  #expectView(withinMs = LEADER_TIMEOUT_MS, otherwise = () => this.#do('refresh', 0)): void {
    clearTimeout(this.#timer);
    if (this.#role !== 'following') return;
    this.#timer = setTimeout(() => {
      this.#alone();
      otherwise();
    }, withinMs);
  }

  #receive(message: Message): void {
    if (this.#role === 'following') {
      if (message.type !== 'live' || message.live.view.length !== this.question.sources.length)
        return;
      clearTimeout(this.#timer);
      // A load must end within the timeout: a leader may freeze during it and still hold its lock.
      if (isUnderWay(message.live)) this.#expectView(QUESTION_TIMEOUT_MS);
      this.#show(message.live);
    } else if (this.#role === 'leading') {
      if (message.type === 'ask') this.#answer(message.what, message.index);
      if (message.type === 'join') this.#admit();
    }
  }

  /**
   * #answer runs a follower's request. It always publishes the view: silence makes a follower stop
   * sharing.
   */
  #answer(what: Asking, index: number): void {
    this.#do(what, index);
    this.#channel?.send({ type: 'live', live: this.#live });
  }

  /**
   * #admit publishes the view to a new macro. It refreshes a view older than FRESH_MS, unless the
   * upstream asks to wait.
   */
  #admit(): void {
    const { loading, settledAt } = this.#live;
    if (!loading && Date.now() - settledAt > FRESH_MS) this.#runner().refresh();
    this.#channel?.send({ type: 'live', live: this.#live });
  }

  #lead(live: Live): void {
    this.#channel?.send({ type: 'live', live });
    this.#show(live);
  }

  #show(live: Live): void {
    this.#live = live;
    for (const listener of this.#listeners) listener();
  }
}

function isUnderWay({ loading, view }: Live): boolean {
  return loading || view.some(isComing);
}

function isComing({ status, more, firing }: SourceView): boolean {
  return coming.includes(status) || more?.asking === true || firing === 'asking';
}

const coming: readonly Status[] = ['waiting', 'answering'];
