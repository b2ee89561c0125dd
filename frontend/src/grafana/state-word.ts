import { rules as words } from '../text/grafana/en-rules';
import { stateOf, STATES, standingOf } from './standing';
import type { Rule } from './wire/rule';

/** wordOf returns the label of a state. */
export function wordOf(state: string): string {
  const known = STATES.some((it) => it === state) || state === '';
  return known ? words.states[stateOf(state)] : words.unknown(state);
}

/** stateWord returns the label of a rule's state. A rule that never reported is not "normal". */
export function stateWord(rule: Pick<Rule, 'state' | 'blind'>): string {
  if (rule.state !== 'normal') return wordOf(rule.state);
  switch (standingOf(rule)) {
    case 'unknown':
      return words.states.unknown;
    case 'unevaluated':
      return rule.blind.includes('paused') ? words.paused : words.notEvaluated;
    default:
      return words.states.normal;
  }
}
