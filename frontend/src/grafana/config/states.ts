/** SHOWN are the choices of states, each with the states that it shows. Empty: every state. */
export const SHOWN = {
  all: [],
  needing: ['firing', 'recovering', 'pending', 'unknown', 'error', 'nodata'],
  pending: ['firing', 'recovering', 'pending'],
  firing: ['firing', 'recovering'],
} as const satisfies Record<string, readonly string[]>;

/** Shown is one of these choices. */
export type Shown = keyof typeof SHOWN;

/** CHOICES are the choices in the order of the form. */
export const CHOICES: readonly Shown[] = ['all', 'needing', 'pending', 'firing'];

/** choiceOf returns the choice with these states, undefined for states of no choice. */
export function choiceOf(states: readonly string[]): Shown | undefined {
  const sorted = states.toSorted().join();
  return CHOICES.find((choice) => SHOWN[choice].toSorted().join() === sorted);
}
