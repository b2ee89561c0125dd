import { text } from '../text/en';
import type { KnownState } from '../wire/macro-config';
import type { Standing } from './standing';

/** stateWords are the words for the states that can be chosen. */
export const stateWords: Record<KnownState, string> = {
  ALARM: text.states.firing,
  INSUFFICIENT_DATA: text.states.insufficient,
  OK: text.states.ok,
};

/** chosenState returns the choice that a standing belongs to; undefined for a standing that no choice hides. */
export function chosenState(standing: Standing): KnownState | undefined {
  switch (standing) {
    case 'firing':
      return 'ALARM';
    case 'insufficient':
      return 'INSUFFICIENT_DATA';
    case 'doubtful':
    case 'ok':
      return 'OK';
    case 'unknown':
      return undefined;
  }
}
