import type { Detail } from '../providers/detail';
import type { Standing } from './standing';

/** Remark is a quiet badge beside the name of an item. */
export interface Remark {
  label: string;
  why: string;
}

/** Facts are what an item watches, in words. Each is "" where it is not known. */
export interface Facts {
  what: string;
  /** When that is too much. */
  when: string;
  labels: string;
}

/** Link leads from an item to its page at the provider. */
export interface Link {
  href: string;
  text: string;
  /** The same for a reader who sees the link without its row. */
  label: string;
}

/**
 * Item is one alarm or alert rule as every shape, tool and count of the macro sees it. The folder of its provider makes
 * it, once, when its record arrives. It is plain data: frames pass it on to each other.
 */
export interface Item {
  /** Identifies the item within its source. */
  key: string;
  name: string;
  standing: Standing;
  /** The state, in words for people. */
  state: string;
  /** When the state last changed, in milliseconds since 1970. */
  since?: number | undefined;
  /** Why the state changed, in the words of the provider. */
  reason?: string | undefined;
  /** The reason as a row shows it, where that is shorter. */
  brief?: string | undefined;
  description?: string | undefined;
  /** What kind of item it is, where it is not the usual one. */
  kind?: string | undefined;
  badges: readonly Remark[];
  /** Whether anybody is notified when it fires. */
  notifies: boolean;
  /** The account it belongs to, where the item says so itself. */
  account?: string | undefined;
  facts?: Facts | undefined;
  link?: Link | undefined;
  /** What a search finds it by, beside the texts above and its source. */
  words: readonly string[];
  /** The names of the items that it combines; absent for an item that combines none by its kind. */
  children?: readonly string[] | undefined;
  /** What its provider alone shows of it. */
  detail: Detail;
}
