import type { Alarm } from '../cloudwatch/wire/alarm';
import { alarmKey } from './alarm-key';
import type { View } from './view';

/** Changes say what an alarm's state was before, by keyOf; "" where it was not there. */
export type Changes = ReadonlyMap<string, string>;

/** keyOf names one alarm of a view. */
export function keyOf(place: number, alarm: Alarm): string {
  return `${place} ${alarmKey(alarm)}`;
}

/**
 * changesBetween compares two answers to the same question. Only sources that answered in full both times are
 * compared: what one of them did not say did not change.
 */
export function changesBetween(before: View | null, after: View): Changes {
  const changes = new Map<string, string>();
  after.forEach((source, place) => {
    const old = before?.[place];
    if (old?.status !== 'answered' || source.status !== 'answered') return;
    const states = new Map(old.alarms.map((alarm) => [keyOf(place, alarm), alarm.state]));
    for (const alarm of source.alarms) {
      const was = states.get(keyOf(place, alarm));
      if (was === undefined && old.header?.truncated === true) continue;
      if (was !== alarm.state) changes.set(keyOf(place, alarm), was ?? '');
    }
  });
  return changes;
}
