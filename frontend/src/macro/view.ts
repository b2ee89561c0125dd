import type { Source } from '../wire/macro-config';
import type { Problem } from '../wire/problem';
import type { SourceRecord } from '../wire/records';
import type { Item } from './item';

/**
 * Status is the progress of a source's answer.
 * - waiting: no record yet. Its items, if any, are from the previous answer.
 * - answering: items are arriving.
 * - answered: all announced items and the end record have arrived.
 * - cut: the answer broke off, or held fewer items than announced.
 * - failed: the source sent an error record.
 * - refused: the call failed as a whole.
 * - unanswered: the answer ended without any record of this source.
 */
export type Status =
  'waiting' | 'answering' | 'answered' | 'cut' | 'failed' | 'refused' | 'unanswered';

/** SourceView is the current state of one source. */
export interface SourceView {
  asked: Source;
  status: Status;
  /** The latest answer, also after failed refreshes; gone once access is refused. */
  header?: SourceRecord | undefined;
  items: readonly Item[];
  /** The items that are not part of the latest answer: of further pages, or of an earlier answer. */
  further?: Further | undefined;
  /** The previous answer, while a new one arrives: a cut answer keeps its items. */
  previous?: Previous | undefined;
  /** The request for all firing items of a truncated answer. */
  firing?: FiringRequest | undefined;
  problem?: Problem;
  /** The time until which its upstream asks to wait, in milliseconds since 1970. */
  notBefore?: number | undefined;
  /** The latest request for the next page, if any. */
  more?: { asking: true } | { asking: false; problem: Problem } | undefined;
  /** The names that a failed source sent. */
  sent?: { name?: string | undefined; placeName?: string | undefined };
}

/** Previous is the items of an answer and its time, in milliseconds since 1970. */
export interface Previous {
  asOf: number;
  items: readonly Item[];
  further?: Further | undefined;
}

/**
 * FiringRequest is the progress of the request for all firing items of a truncated answer.
 * - asking: it is under way.
 * - whole: every firing item of the source is here.
 * - failed: more items may fire.
 */
export type FiringRequest = 'asking' | 'whole' | 'failed';

/**
 * View is the state of the whole macro: one entry per configured source, in the configured order.
 */
export type View = readonly SourceView[];

/**
 * Further is the keys of the items from further pages. An item from an earlier answer has its time,
 * in milliseconds since 1970; null means as old as the source.
 */
export type Further = ReadonlyMap<string, number | null>;

/** isSimulated reports whether a simulation answered a source in place of its service. */
export function isSimulated({ header }: SourceView): boolean {
  return header?.simulated === true;
}
