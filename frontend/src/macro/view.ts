import type { Alarm } from '../cloudwatch/wire/alarm';
import type { Source } from '../wire/macro-config';
import type { Problem } from '../wire/problem';
import type { SourceRecord } from '../wire/records';

/**
 * Status is how far the answer of a source has come.
 * - waiting: nothing came yet. Alarms that are there belong to the view before.
 * - answering: alarms are arriving.
 * - answered: everything that was announced has come, and the end of the answer too.
 * - cut: the answer broke off, or held less than was announced.
 * - failed: the source sent its own error record.
 * - refused: the call itself did not get through.
 * - unanswered: the answer ended without a word about this source.
 */
export type Status = 'waiting' | 'answering' | 'answered' | 'cut' | 'failed' | 'refused' | 'unanswered';

/** SourceView is what is known of one source. */
export interface SourceView {
  asked: Source;
  status: Status;
  header?: SourceRecord;
  alarms: readonly Alarm[];
  /** Which of the alarms are beyond the first page. */
  further?: Further | undefined;
  problem?: Problem;
  /** How the latest request for the alarms beyond these is going, where there was one. */
  more?: { asking: true } | { asking: false; problem: Problem } | undefined;
  /** What a source that failed calls itself. */
  said?: { name?: string | undefined; regionName?: string | undefined };
}

/** View is the state of the whole macro: one entry per configured source, in the configured order. */
export type View = readonly SourceView[];

/**
 * Further are the alarms of a source that "more" brought, by alarmKey. Those that stem from an answer before have the
 * time they are as of, in milliseconds since 1970; the others, null, are as old as their source.
 */
export type Further = ReadonlyMap<string, number | null>;
