/** Batch collects changes until the next animation frame. */
export interface Batch<T> {
  add: (change: T) => void;
  /**
   * flush delivers the pending changes at once. A hidden tab gets no animation frame, and loses
   * nothing.
   */
  flush: () => void;
}

/** frameBatch delivers collected changes in order, at most once per animation frame. */
export function frameBatch<T>(deliver: (changes: readonly T[]) => void): Batch<T> {
  let waiting: T[] = [];
  let frame: number | null = null;

  const flush = (): void => {
    if (frame !== null) cancelAnimationFrame(frame);
    frame = null;
    const changes = waiting;
    waiting = [];
    if (changes.length > 0) deliver(changes);
  };

  return {
    add: (change) => {
      waiting.push(change);
      frame ??= requestAnimationFrame(flush);
    },
    flush,
  };
}
