import { isDoubtful, withoutCounts } from '../../providers/steps';
import type { ConnectionKind } from '../../wire/kind';
import type { Problem } from '../../wire/problem';
import { isProbe, testSteps, type StepAnswer, type StepId } from '../../wire/test-step';

/** Progress is the state of one line of a test. */
export type Progress =
  | { state: 'waiting' | 'running' | 'untried' }
  | { state: 'passed'; answer: StepAnswer }
  | { state: 'failed' | 'inconclusive'; problem: Problem }
  | Pause;

/** Pause is the wait before the retry of a step. Times are milliseconds since 1970. */
export interface Pause {
  state: 'pausing';
  problem: Problem;
  /** The time of the retry. */
  again: number;
  /** The deadline of all retries. */
  until: number;
}

/** Line is one step of a test; `alarms` has one line per place. */
export interface Line {
  step: StepId;
  place?: string;
  progress: Progress;
}

/** linesOf lists the lines of a new test, which ends with the advisory steps. */
export function linesOf(
  kind: ConnectionKind,
  places: readonly string[],
  advisory: readonly StepId[] = [],
): Line[] {
  return [...testSteps[kind], ...advisory].flatMap((step): Line[] => {
    const progress: Progress = { state: 'waiting' };
    return step === 'alarms'
      ? places.map((place) => ({ step, place, progress }))
      : [{ step, progress }];
  });
}

/** isUnproved reports whether a step passed without proof. */
export function isUnproved(progress: Progress): boolean {
  return progress.state === 'passed' && isDoubtful(progress.answer);
}

/** uncounted removes from each line the counts that depend on the fence. The proof remains. */
export function uncounted(lines: readonly Line[]): Line[] {
  return lines.map((line) => {
    if (line.progress.state !== 'passed') return line;
    return { ...line, progress: { state: 'passed', answer: withoutCounts(line.progress.answer) } };
  });
}

/**
 * mayAsk reports whether a step may run: all steps before it have passed. The four probes do not
 * wait for each other: the set of failed probes identifies the fault.
 */
export function mayAsk(lines: readonly Line[], index: number): boolean {
  const line = lines[index];
  return lines
    .slice(0, index)
    .every(
      ({ step, progress }) =>
        progress.state === 'passed' || (line && isProbe(line.step) && isProbe(step)),
    );
}
