import type { Live } from '../runner';

/** Message is what macros that share a view say to each other. */
export type Message =
  /** Somebody new asks to be told. */
  | { say: 'hello' }
  /** The leader tells how things stand. */
  | { say: 'live'; live: Live }
  /** Somebody asks the leader to ask. */
  | { say: 'ask'; what: 'refresh' | 'retry' | 'more'; place: number };

/** Line connects the macros of one key. */
export interface Line {
  send: (message: Message) => void;
  close: () => void;
}

/** Doors are the two things of the browser that sharing needs. Tests bring their own. */
export interface Doors {
  /** call opens a line, or null where the browser has none. */
  call: (name: string, hear: (message: Message) => void) => Line | null;
  /** lead calls back once this macro is the leader, and rejects where nobody can tell. */
  lead: (name: string, gone: AbortSignal, begin: () => void) => Promise<void>;
}

/** browserDoors are the real ones: a BroadcastChannel for the line, a Web Lock for the leader. */
export const browserDoors: Doors = {
  call: (name, hear) => {
    try {
      const channel = new BroadcastChannel(name);
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (isMessage(data)) hear(data);
      };
      return { send: (message) => channel.postMessage(message), close: () => channel.close() };
    } catch {
      return null;
    }
  },
  lead: async (name, gone, begin) => {
    // The lock is held until this macro goes; the browser lets go of it for a frame that is taken away.
    await navigator.locks.request(name, { signal: gone }, () => {
      begin();
      return new Promise<void>((left) => gone.addEventListener('abort', () => left()));
    });
  },
};

/** Only this app's own frames share its origin; a message of another version is not understood and not heard. */
function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'say' in value;
}
