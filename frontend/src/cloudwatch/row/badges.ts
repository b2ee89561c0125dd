import { text } from '../../text/en';
import type { Remark } from '../../macro/item';
import type { Alarm } from '../wire/alarm';

/** remarksOn lists the remarks on an alarm's state. */
export function remarksOn(alarm: Alarm): Remark[] {
  const badges = text.badges;
  const { state, evaluation, suppressedBy, suppressor, actionsOff, noActions, warmingUp } = alarm;
  const remarks: Remark[] = [];
  if (state === 'OK' && alarm.noData === true) remarks.push(badges.noData);
  if (evaluation !== undefined) remarks.push(badges.evaluation(evaluation));
  if (warmingUp === true) remarks.push(badges.warmingUp);
  if (suppressedBy !== undefined) {
    remarks.push({
      label: badges.suppressed.label(suppressor),
      why: badges.suppressed.why(suppressedBy),
    });
  }
  if (actionsOff === true) remarks.push(badges.actionsOff);
  if (noActions === true) remarks.push(badges.noActions);
  return remarks;
}
