import type { Alarm } from '../cloudwatch/wire/alarm';

/** Judged is the part of an alarm that decides what it lets a reader believe. */
export type Judged = Pick<Alarm, 'state' | 'actionsOff' | 'suppressedBy' | 'evaluation' | 'warmingUp'>;

/**
 * Standing is what one alarm lets a reader believe.
 * - firing: it is in alarm.
 * - unknown: its state is a word not known today.
 * - insufficient: CloudWatch itself has too little data to say.
 * - doubtful: it says OK, but it could not tell anybody otherwise: its evaluation is incomplete, failing or has
 *   not begun, it is suppressed, or its actions are off.
 * - ok: it says OK and nothing speaks against it.
 */
export type Standing = 'firing' | 'unknown' | 'insufficient' | 'doubtful' | 'ok';

/** standingOf judges one alarm. Only a plain OK is ever "ok". */
export function standingOf(alarm: Judged): Standing {
  if (alarm.state === 'ALARM') return 'firing';
  if (alarm.state === 'INSUFFICIENT_DATA') return 'insufficient';
  if (alarm.state !== 'OK') return 'unknown';
  const { evaluation, suppressedBy, actionsOff, warmingUp } = alarm;
  const silenced = suppressedBy !== undefined || actionsOff === true;
  return evaluation === undefined && !silenced && warmingUp !== true ? 'ok' : 'doubtful';
}

/** pages reports whether anybody would be told if the alarm fired. */
export function pages(alarm: Alarm): boolean {
  return alarm.actionsOff !== true && alarm.noActions !== true && alarm.suppressedBy === undefined;
}

const ranks: Record<Standing, number> = { firing: 0, unknown: 1, insufficient: 1, doubtful: 1, ok: 2 };

/** byUrgency orders alarms: firing first, then what cannot be trusted, then OK; the latest change first. */
export function byUrgency(a: Alarm, b: Alarm): number {
  const rank = ranks[standingOf(a)] - ranks[standingOf(b)];
  if (rank !== 0) return rank;
  const since = (b.since ?? 0) - (a.since ?? 0);
  return since !== 0 ? since : a.name.localeCompare(b.name);
}
