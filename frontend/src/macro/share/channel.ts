import type { Live } from '../runner';

/** Message is what the macros that share a view send to each other. */
export type Message =
  /** A macro that has just been opened asks for the view. */
  | { type: 'join' }
  /** The leader publishes the view. */
  | { type: 'live'; live: Live }
  /** A follower asks the leader to ask the backend. */
  | { type: 'ask'; what: 'refresh' | 'retry' | 'more'; index: number };

/** Channel connects the macros of one key. */
export interface Channel {
  send: (message: Message) => void;
  close: () => void;
}

/** Transport is the two facilities of the browser that sharing needs. Tests bring their own. */
export interface Transport {
  /** open connects to a channel; null where the browser has none. */
  open: (name: string, receive: (message: Message) => void) => Channel | null;
  /** lead calls back once this macro is the leader, and rejects where the browser elects none. */
  lead: (name: string, gone: AbortSignal, begin: () => void) => Promise<void>;
}

/** browserTransport connects through a BroadcastChannel and elects the leader with a Web Lock. */
export const browserTransport: Transport = {
  open: (name, receive) => {
    try {
      const channel = new BroadcastChannel(name);
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (isMessage(data)) receive(data);
      };
      return { send: (message) => channel.postMessage(message), close: () => channel.close() };
    } catch {
      return null;
    }
  },
  lead: async (name, gone, begin) => {
    // The macro holds the lock until it goes; the browser releases the lock of a frame that is
    // removed.
    await navigator.locks.request(name, { signal: gone }, () => {
      begin();
      return new Promise<void>((left) => gone.addEventListener('abort', () => left()));
    });
  },
};

/** Only this app's own frames share its origin. A message of another version is dropped. */
function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'type' in value;
}
