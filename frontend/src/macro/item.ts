import type { Detail } from '../providers/detail';
import type { Runbook } from './row/links';
import type { Standing } from './standing';

/** Remark is an unobtrusive badge next to the name of an item. */
export interface Remark {
  label: string;
  why: string;
}

/** Facts describe, in words, the metric or query that an item watches. An unknown fact is "". */
export interface Facts {
  what: string;
  /** The threshold, and how long the value must exceed it. */
  when: string;
  labels: string;
}

/** Evidence is the short reason for the state of an item. */
export interface Evidence {
  brief: string;
  /** The same with every digit and name. */
  full: string;
  /** When it was true, in milliseconds since 1970; absent if it has no date. */
  at?: number | undefined;
}

/** Link leads from an item to its page at the provider. */
export interface Link {
  href: string;
  text: string;
  /** The text for assistive technology, which may read the link without its row. */
  label: string;
}

/**
 * Item is one alarm or alert rule. Every shape, tool and count of the macro works on items. The
 * folder of a provider makes an item once, when its record arrives. An item is plain data: frames
 * send views to each other.
 */
export interface Item {
  /** Identifies the item within its source. */
  key: string;
  name: string;
  /** The name that a query asks for, if it may differ from the shown one. Never shown. */
  alias?: string | undefined;
  standing: Standing;
  /** The state, in words for people. */
  state: string;
  /** When the state last changed, in milliseconds since 1970. */
  since?: number | undefined;
  /** The reason for the state, as the provider sent it. */
  reason?: string | undefined;
  /** The reason as a row shows it, where a row shortens it. */
  brief?: string | undefined;
  evidence?: Evidence | undefined;
  description?: string | undefined;
  /** The first address of the description. */
  runbook?: Runbook | undefined;
  /** The owner that the description names. */
  owner?: string | undefined;
  /** The kind, in words; absent for the usual kind. */
  kind?: string | undefined;
  badges: readonly Remark[];
  /** Whether the item itself notifies anybody when it fires. */
  notifies: boolean;
  /** Whether people silenced the item on purpose. */
  muted: boolean;
  /** The account that the item belongs to, where its record names it. */
  account?: string | undefined;
  facts?: Facts | undefined;
  /** The folder that the item is in, in words. */
  folder?: string | undefined;
  /** The group within the folder that it is evaluated with. */
  group?: string | undefined;
  /** The urgency that its labels name. */
  severity?: string | undefined;
  link?: Link | undefined;
  /** More search terms, besides the texts above. */
  words: readonly string[];
  /** The names of the combined items; absent for a kind without children. */
  children?: readonly string[] | undefined;
  /** Those of them whose firing makes the item fire. */
  raisedBy?: readonly string[] | undefined;
  /** The data for the components of the provider. */
  detail: Detail;
}
