import { isObject } from '../../wire/fields';
import type { Live } from '../runner';

/** Message is the protocol between macros that share a view. */
export type Message =
  /** A new macro asks for the view. */
  | { type: 'join' }
  /** The leader publishes the view. */
  | { type: 'live'; live: Live }
  /** A follower asks the leader to call the backend. */
  | { type: 'ask'; what: Asking; index: number };

/** The actions of a leader. */
const ASKING = ['refresh', 'retry', 'more', 'pause', 'resume'] as const;

/** Asking is one of the actions of a leader; retry and more are about the source at an index. */
export type Asking = (typeof ASKING)[number];

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

/**
 * isMessage reports whether a message has the shape that a view relies on. Only this app's own
 * frames share its origin; the message of another version is dropped.
 */
export function isMessage(value: unknown): value is Message {
  if (!isObject(value)) return false;
  switch (value.type) {
    case 'join':
      return true;
    case 'live':
      return isLive(value.live);
    case 'ask':
      return ASKING.some((it) => it === value.what) && isIndex(value.index);
    default:
      return false;
  }
}

function isIndex(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isLive(value: unknown): boolean {
  if (!isObject(value) || !isView(value.view)) return false;
  const { view, settled, changes } = value;
  return (
    (settled === null || (isView(settled) && settled.length === view.length)) &&
    typeof value.settledAt === 'number' &&
    typeof value.loading === 'boolean' &&
    typeof value.paused === 'boolean' &&
    changes instanceof Map
  );
}

function isView(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.every(isSource);
}

function isSource(value: unknown): boolean {
  return (
    isObject(value) &&
    isObject(value.asked) &&
    typeof value.status === 'string' &&
    Array.isArray(value.items) &&
    value.items.every(isObject)
  );
}
