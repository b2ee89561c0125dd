import { faultIn } from '../../providers/faults';
import { text } from '../../text/en';
import type { ConnectionKind } from '../../wire/kind';
import { isAdvisory } from '../../wire/test-step';
import { isUnproved } from './lines';
import { isNotOffered, isStale, type TestState } from './run-test';
import { remarksOf } from './words';

/**
 * Verdict is the outcome of a finished test. "advised" is a complete test in which a step that
 * informs did not pass, "ended" one that must start again: it has no usable proof.
 */
export type Verdict = 'passed' | 'advised' | 'failed' | 'inconclusive' | 'ended';

/**
 * verdictOf returns the outcome of a test. Only a complete proof passes; a failed step outranks an
 * inconclusive one.
 */
export function verdictOf({ lines, complete, ended }: TestState): Verdict {
  if (ended) return 'ended';
  const open = lines.filter(({ progress }) => progress.state !== 'passed');
  if (complete && open.length > 0 && open.every(({ step }) => isAdvisory(step))) return 'advised';
  if (open.some(({ progress }) => progress.state === 'failed')) return 'failed';
  if (open.length > 0) return 'inconclusive';
  return complete ? 'passed' : 'ended';
}

/** isUnseen reports whether a step passed without proof. */
export function isUnseen({ lines }: TestState): boolean {
  return lines.some(({ progress }) => isUnproved(progress));
}

/** isRemarked reports whether a step passed with a warning. */
export function isRemarked({ lines }: TestState): boolean {
  return lines.some((line) => remarksOf(line).some(({ isWarning }) => isWarning));
}

/** summaryOf returns the outcome of a test and the next step in a few words. */
export function summaryOf(
  testState: TestState,
  kind: ConnectionKind,
): { title: string; next?: string } {
  const words = text.settings.testing;
  switch (verdictOf(testState)) {
    case 'passed':
      return { title: passedWords(testState, kind) };
    case 'advised':
      return advisedWords(testState);
    case 'failed':
      return faultIn(testState.lines) ?? { title: words.failed, next: words.failedNext };
    case 'inconclusive':
      return { title: words.inconclusive, next: words.inconclusiveNext };
    case 'ended':
      return endedBecause(testState);
  }
}

function advisedWords({ lines }: TestState): { title: string; next?: string } {
  const { advised, failed } = text.settings.testing;
  const step = lines.find(({ progress }) => progress.state !== 'passed')?.step;
  return step && isAdvisory(step) ? advised[step] : { title: failed };
}

function passedWords(testState: TestState, kind: ConnectionKind): string {
  const words = text.settings.testing;
  if (isUnseen(testState)) return words.unseen[kind];
  return isRemarked(testState) ? words.remarked : words.passed[kind];
}

function endedBecause({ ended }: TestState): { title: string; next?: string } {
  const words = text.settings.testing;
  if (!ended) return { title: words.ended, next: words.incomplete };
  // Starting again does not help.
  if (isNotOffered(ended.code)) return { title: ended.message, next: ended.hint };
  return { title: words.ended, next: isStale(ended.code) ? words.stale : words.endedNext };
}
