import type { Standing } from './run-test';

/**
 * Verdict is what a test that has ended says as a whole. "ended" is one that has to start again: it proved
 * nothing that can be built on.
 */
export type Verdict = 'passed' | 'failed' | 'inconclusive' | 'ended';

/** verdictOf sums a test up. Only a complete proof is a pass; a failure outweighs what could not be asked. */
export function verdictOf({ lines, complete, ended }: Standing): Verdict {
  if (ended) return 'ended';
  if (lines.some(({ progress }) => progress.state === 'failed')) return 'failed';
  if (lines.some(({ progress }) => progress.state !== 'passed')) return 'inconclusive';
  return complete ? 'passed' : 'ended';
}
