import type { Live } from '../runner';

/** Message is the protocol between macros that share a view. */
export type Message =
  /** A new macro asks for the view. */
  | { type: 'join' }
  /** The leader publishes the view. */
  | { type: 'live'; live: Live }
  /** A follower asks the leader to call the backend. */
  | { type: 'ask'; what: 'refresh' | 'retry' | 'more'; index: number };

/** Channel connects the macros with one key. */
export interface Channel {
  send: (message: Message) => void;
  close: () => void;
}

/**
 * Transport is the two browser facilities that sharing needs: a channel and leader election. Tests
 * replace it.
 */
export interface Transport {
  /** open joins a channel; null if the browser has none. */
  open: (name: string, receive: (message: Message) => void) => Channel | null;
  /**
   * lead calls begin once this macro is the leader. It rejects if the browser has no leader
   * election.
   */
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
    // The leader holds the lock until it leaves. The browser releases the lock of a removed frame.
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
