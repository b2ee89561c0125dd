import { text } from '../text/en';

/** stateWord returns the label of a state. */
export function stateWord(state: string): string {
  switch (state) {
    case 'ALARM':
      return text.states.firing;
    case 'INSUFFICIENT_DATA':
      return text.states.insufficient;
    case 'OK':
      return text.states.ok;
    default:
      return text.states.unknown(state);
  }
}
