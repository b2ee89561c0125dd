import type { Alarm } from '../cloudwatch/wire/alarm';

/** alarmKey names one alarm of a source. */
export function alarmKey({ kind, name }: Pick<Alarm, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}
