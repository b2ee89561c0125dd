import type { Source } from '../wire/macro-config';
import type { Problem } from '../wire/problem';
import type { SourceRecord } from '../wire/records';
import type { Item } from './item';

/**
 * Status is how far the answer of a source has come.
 * - waiting: nothing came yet. Items that are there belong to the view before.
 * - answering: items are arriving.
 * - answered: everything that was announced has come, and the end of the answer too.
 * - cut: the answer broke off, or held less than was announced.
 * - failed: the source sent its own error record.
 * - refused: the call itself did not get through.
 * - unanswered: the answer ended without any record of this source.
 */
export type Status =
  'waiting' | 'answering' | 'answered' | 'cut' | 'failed' | 'refused' | 'unanswered';

/** SourceView is what is known of one source. */
export interface SourceView {
  asked: Source;
  status: Status;
  header?: SourceRecord;
  items: readonly Item[];
  /** Which of the items are beyond the first page. */
  further?: Further | undefined;
  problem?: Problem;
  /** How the latest request for the items beyond these is going, where there was one. */
  more?: { asking: true } | { asking: false; problem: Problem } | undefined;
  /** The names that a failed source sent. */
  sent?: { name?: string | undefined; placeName?: string | undefined };
}

/** View is the state of the whole macro: one entry per configured source, in the configured order. */
export type View = readonly SourceView[];

/**
 * Further are the items of a source that "more" brought, by their keys. Those that stem from an answer before have the
 * time they are as of, in milliseconds since 1970; the others, null, are as old as their source.
 */
export type Further = ReadonlyMap<string, number | null>;
