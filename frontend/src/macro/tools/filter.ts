import { KNOWN_STATES } from '../../wire/macro-config';
import { accountOf } from '../names';
import type { Row } from '../rows';

/** Sieve is what the reader wants to see of what came. It asks nothing anew. */
export interface Sieve {
  states: readonly string[];
  search: string;
}

const known: readonly string[] = KNOWN_STATES;

/**
 * sift keeps the rows in the chosen states that hold every searched word. A state that is not known today is never
 * hidden by the states: nobody can have chosen to hide it.
 */
export function sift(rows: readonly Row[], sieve: Sieve): Row[] {
  const words = sieve.search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ alarm, ...row }) => {
    if (known.includes(alarm.state) && !sieve.states.includes(alarm.state)) return false;
    if (words.length === 0) return true;
    const { name, description, reason, namespace, metric } = alarm;
    const where = [accountOf(row.source), row.source.asked.region, row.names.connection, row.names.region];
    const hay = [name, description, reason, namespace, metric, ...where].join(' ').toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}
