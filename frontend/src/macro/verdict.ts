import type { Alarm } from '../wire/alarm';

/**
 * Verdict is what an alarm lets a reader believe.
 * - firing: it is in alarm.
 * - unknown: its state is a word not known today.
 * - insufficient: CloudWatch itself has too little data to say.
 * - doubtful: it says OK, but it could not tell anybody otherwise: its evaluation is incomplete or failing,
 *   it is suppressed, or its actions are off.
 * - ok: it says OK and nothing speaks against it.
 */
export type Verdict = 'firing' | 'unknown' | 'insufficient' | 'doubtful' | 'ok';

/** verdictOf judges one alarm. Only a plain OK is ever "ok". */
export function verdictOf(alarm: Alarm): Verdict {
  if (alarm.state === 'ALARM') return 'firing';
  if (alarm.state === 'INSUFFICIENT_DATA') return 'insufficient';
  if (alarm.state !== 'OK') return 'unknown';
  const plain =
    alarm.evaluation === undefined && alarm.suppressedBy === undefined && alarm.actionsOff !== true;
  return plain ? 'ok' : 'doubtful';
}

const ranks: Record<Verdict, number> = { firing: 0, unknown: 1, insufficient: 1, doubtful: 1, ok: 2 };

/** byUrgency orders alarms: firing first, then what cannot be trusted, then OK; the latest change first. */
export function byUrgency(a: Alarm, b: Alarm): number {
  const rank = ranks[verdictOf(a)] - ranks[verdictOf(b)];
  if (rank !== 0) return rank;
  const since = (b.since ?? 0) - (a.since ?? 0);
  return since !== 0 ? since : a.name.localeCompare(b.name);
}
