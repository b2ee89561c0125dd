import { faultIn } from '../../providers/faults';
import { text } from '../../text/en';
import type { ConnectionKind } from '../../wire/kind';
import { isAdvisory } from '../../wire/test-step';
import { isUnproved } from './lines';
import { isNotOffered, isStale, type TestState } from './run-test';

/**
 * Verdict is the outcome of a finished test. "advised" is a complete test after which something is
 * left to do, "ended" one that must start again: it has no usable proof.
 */
export type Verdict = 'passed' | 'advised' | 'failed' | 'inconclusive' | 'ended';

/**
 * verdictOf returns the outcome of a test. Only a complete proof passes; a failed step outranks an
 * inconclusive one.
 */
export function verdictOf({ lines, complete, ended }: TestState): Verdict {
  if (ended) return 'ended';
  const failures = lines.filter(({ progress }) => progress.state === 'failed');
  if (failures.length > 0)
    return failures.every(({ step }) => isAdvisory(step)) ? 'advised' : 'failed';
  if (lines.some(({ progress }) => progress.state !== 'passed')) return 'inconclusive';
  return complete ? 'passed' : 'ended';
}

/** isUnseen reports whether a step passed without proof. */
export function isUnseen({ lines }: TestState): boolean {
  return lines.some(({ progress }) => isUnproved(progress));
}

/** summaryOf returns the outcome of a test and the next step in a few words. */
export function summaryOf(
  testState: TestState,
  kind: ConnectionKind,
): { title: string; next?: string } {
  const words = text.settings.testing;
  switch (verdictOf(testState)) {
    case 'passed':
      return { title: isUnseen(testState) ? words.unseen[kind] : words.passed[kind] };
    case 'advised':
      return words.advised;
    case 'failed':
      return faultIn(testState.lines) ?? { title: words.failed, next: words.failedNext };
    case 'inconclusive':
      return { title: words.inconclusive, next: words.inconclusiveNext };
    case 'ended':
      return endedBecause(testState);
  }
}

function endedBecause({ ended }: TestState): { title: string; next?: string } {
  const words = text.settings.testing;
  if (!ended) return { title: words.ended, next: words.incomplete };
  // Starting again does not help.
  if (isNotOffered(ended.code)) return { title: ended.message, next: ended.hint };
  return { title: words.ended, next: isStale(ended.code) ? words.stale : words.endedNext };
}
