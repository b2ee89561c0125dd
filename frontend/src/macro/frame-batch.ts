/** Batch collects changes until the next frame. */
export interface Batch<T> {
  add: (change: T) => void;
  /** flush hands over at once what is waiting; a frame that never comes (a hidden tab) loses nothing. */
  flush: () => void;
}

/** frameBatch hands over collected changes at most once per animation frame, in their order. */
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
