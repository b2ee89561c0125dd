import { text } from '../text/en';
import type { KnownState } from '../wire/macro-config';
import type { Standing } from './standing';

/** stateWords are the labels of the states that a reader can choose. */
export const stateWords: Record<KnownState, string> = {
  ALARM: text.states.firing,
  INSUFFICIENT_DATA: text.states.blind,
  OK: text.states.ok,
};

/** chosenState returns the choice that covers a standing, undefined if no choice covers it. */
export function chosenState(standing: Standing): KnownState | undefined {
  switch (standing) {
    case 'firing':
      return 'ALARM';
    case 'insufficient':
    case 'unevaluated':
      return 'INSUFFICIENT_DATA';
    case 'doubtful':
    case 'ok':
      return 'OK';
    case 'pending':
    case 'unknown':
      return undefined;
  }
}
