import type { Alarm } from '../wire/alarm';
import { KNOWN_STATES } from '../wire/macro-config';
import { byUrgency } from './verdict';

/**
 * choose keeps the alarms in the states the author chose, most urgent first, and counts the others.
 * A state that is not known today is always shown: nobody can have chosen to hide it.
 */
export function choose(
  alarms: readonly Alarm[],
  states: readonly string[],
): { shown: Alarm[]; hidden: number } {
  const known: readonly string[] = KNOWN_STATES;
  const shown = alarms.filter((alarm) => states.includes(alarm.state) || !known.includes(alarm.state));
  return { shown: shown.sort(byUrgency), hidden: alarms.length - shown.length };
}
