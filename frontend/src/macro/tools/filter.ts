import { text } from '../../text/en';
import { KNOWN_STATES } from '../../wire/macro-config';
import { accountOf } from '../names';
import type { Row } from '../rows';
import { stateWord } from '../../cloudwatch/state-word';

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
  return rows.filter((row) => {
    const { state } = row.alarm;
    if (known.includes(state) && !sieve.states.includes(state)) return false;
    if (words.length === 0) return true;
    const hay = [...whatOf(row), ...whereOf(row)].join(' ').toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}

/** whatOf is what a row shows of its alarm, and the words of AWS that it translates. */
function whatOf({ alarm }: Row): (string | undefined)[] {
  const { name, description, reason, namespace, metric, dimensions = [], kind, state } = alarm;
  const measured = dimensions.map((it) => `${it.name}=${it.value}`);
  const word = kind === 'composite' || kind === 'log' ? text.kinds[kind] : undefined;
  return [name, description, reason, namespace, metric, ...measured, kind, word, state, stateWord(state)];
}

function whereOf({ source, names }: Row): (string | undefined)[] {
  return [accountOf(source), source.asked.region, names.connection, names.region];
}
