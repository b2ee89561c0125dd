import { text } from '../../text/en';
import type { Alarm } from '../wire/alarm';

/** Remark is a quiet badge beside an alarm's name. */
export interface Remark {
  label: string;
  why: string;
}

/** How long a state lasts before it says little about now. */
const CHRONIC_MS = 30 * 24 * 60 * 60 * 1000;

/** remarksOn lists what a reader should know of an alarm beside its state. `now` is in milliseconds since 1970. */
export function remarksOn(alarm: Alarm, now: number): Remark[] {
  const { badges } = text;
  const { evaluation, suppressedBy, suppressor, actionsOff, noActions, warmingUp, since, state } = alarm;
  const remarks: Remark[] = [];
  if (evaluation !== undefined) remarks.push(badges.evaluation(evaluation));
  if (warmingUp === true) remarks.push(badges.warmingUp);
  if (suppressedBy !== undefined) {
    remarks.push({ label: badges.suppressed.label(suppressor), why: badges.suppressed.why(suppressedBy) });
  }
  if (actionsOff === true) remarks.push(badges.actionsOff);
  if (noActions === true) remarks.push(badges.noActions);
  if (state !== 'OK' && since !== undefined && now - since > CHRONIC_MS) remarks.push(badges.chronic);
  return remarks;
}
