import { faultIn } from '../../providers/faults';
import { text } from '../../text/en';
import type { ConnectionKind } from '../../wire/kind';
import { isUnproved } from './lines';
import { isStale, type TestState } from './run-test';

/**
 * Verdict is what a test that has ended says as a whole. "ended" is one that has to start again: it proved
 * nothing that can be built on.
 */
export type Verdict = 'passed' | 'failed' | 'inconclusive' | 'ended';

/** verdictOf sums a test up. Only a complete proof is a pass; a failure outweighs what could not be asked. */
export function verdictOf({ lines, complete, ended }: TestState): Verdict {
  if (ended) return 'ended';
  if (lines.some(({ progress }) => progress.state === 'failed')) return 'failed';
  if (lines.some(({ progress }) => progress.state !== 'passed')) return 'inconclusive';
  return complete ? 'passed' : 'ended';
}

/** isUnseen reports whether a test could not tell everything, though nothing failed. */
export function isUnseen({ lines }: TestState): boolean {
  return lines.some(({ progress }) => isUnproved(progress));
}

/** summaryOf says in a few words how a test ended and what to do next. */
export function summaryOf(
  testState: TestState,
  kind: ConnectionKind,
): { title: string; next?: string } {
  const words = text.settings.testing;
  switch (verdictOf(testState)) {
    case 'passed':
      return { title: isUnseen(testState) ? words.unseen[kind] : words.passed[kind] };
    case 'failed':
      return faultIn(testState.lines) ?? { title: words.failed, next: words.failedNext };
    case 'inconclusive':
      return { title: words.inconclusive, next: words.inconclusiveNext };
    case 'ended':
      return { title: words.ended, next: endedBecause(testState) };
  }
}

function endedBecause({ ended }: TestState): string {
  const words = text.settings.testing;
  if (!ended) return words.incomplete;
  return isStale(ended.code) ? words.stale : words.endedNext;
}
