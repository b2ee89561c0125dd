import type { Standing } from '../macro/standing';
import type { Alarm } from './wire/alarm';

/** Judged is the fields of an alarm that decide its standing. */
export type Judged = Pick<
  Alarm,
  'state' | 'actionsOff' | 'suppressedBy' | 'evaluation' | 'warmingUp' | 'noData'
>;

/**
 * standingOf returns the standing of an alarm. Only a plain OK is "ok". An OK whose last evaluation
 * saw no data point is insufficient. An OK is doubtful if its evaluation is incomplete, fails or has not begun, if it is suppressed, or if its actions are off.
 */
export function standingOf(alarm: Judged): Standing {
  if (alarm.state === 'ALARM') return 'firing';
  if (alarm.state === 'INSUFFICIENT_DATA') return 'insufficient';
  if (alarm.state !== 'OK') return 'unknown';
  if (alarm.noData === true) return 'insufficient';
  const { evaluation, suppressedBy, actionsOff, warmingUp } = alarm;
  const silenced = suppressedBy !== undefined || actionsOff === true;
  return evaluation === undefined && !silenced && warmingUp !== true ? 'ok' : 'doubtful';
}

/** notifies reports whether the alarm notifies anybody when it fires. */
export function notifies(alarm: Alarm): boolean {
  return alarm.actionsOff !== true && alarm.noActions !== true && alarm.suppressedBy === undefined;
}
