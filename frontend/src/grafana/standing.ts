import type { Standing } from '../macro/standing';
import type { Rule } from './wire/rule';

/** STATES are the known states of rules and instances, worst first. */
export const STATES = [
  'firing',
  'recovering',
  'pending',
  'unknown',
  'error',
  'nodata',
  'normal',
] as const;

/** State is one of STATES. */
export type State = (typeof STATES)[number];

/** REASONS are the known reasons why a rule could not report. */
export const REASONS = [
  'paused',
  'never_evaluated',
  'stale',
  'error',
  'no_data',
  'no_data_ok',
  'keep_last',
  'missing_series',
  'reset',
  'health_unknown',
  'no_instances',
  'instances_unseen',
  'unknown_state',
] as const;

/** Reason is one of REASONS. */
export type Reason = (typeof REASONS)[number];

/** stateOf returns a known state. Any other word is "unknown". */
export function stateOf(word: string): State {
  return STATES.find((it) => it === word) ?? 'unknown';
}

/** reasonOf returns a known reason, or "unknown_state" for any other word. */
export function reasonOf(word: string): Reason {
  return REASONS.find((it) => it === word) ?? 'unknown_state';
}

/**
 * standingOf returns the standing of a rule. Only a normal rule without any reason to doubt it is
 * "ok". testdata/wire/rules.json has the cases.
 */
export function standingOf(rule: Pick<Rule, 'state' | 'blind'>): Standing {
  const state = stateOf(rule.state);
  const reasons = rule.blind.map(reasonOf);
  if (state === 'firing' || state === 'recovering') return 'firing';
  if (state === 'unknown' || reasons.includes('unknown_state')) return 'unknown';
  if (state === 'pending') return 'pending';
  if (state === 'error') return 'unevaluated';
  if (reasons.includes('paused') || reasons.includes('never_evaluated')) return 'unevaluated';
  if (state === 'nodata') return 'insufficient';
  return reasons.length > 0 ? 'doubtful' : 'ok';
}
