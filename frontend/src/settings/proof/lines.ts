import { isDoubtful, withoutCounts } from '../../providers/steps';
import type { ConnectionKind } from '../../wire/kind';
import type { Problem } from '../../wire/problem';
import { isProbe, testSteps, type StepAnswer, type StepId } from '../../wire/test-step';

/** Progress is how far one line of a test has come. */
export type Progress =
  | { state: 'waiting' | 'running' | 'untried' }
  | { state: 'passed'; answer: StepAnswer }
  | { state: 'failed' | 'inconclusive'; problem: Problem }
  | Pause;

/** Pause is the wait before a step is asked again. Times are milliseconds since 1970. */
export interface Pause {
  state: 'pausing';
  problem: Problem;
  /** When the step is asked again. */
  again: number;
  /** When retrying ends. */
  until: number;
}

/** Line is one step of a test; `alarms` has one for each place. */
export interface Line {
  step: StepId;
  place?: string;
  progress: Progress;
}

/** linesOf lists all lines of a test that has not begun. */
export function linesOf(kind: ConnectionKind, places: readonly string[]): Line[] {
  return testSteps[kind].flatMap((step): Line[] => {
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

/** uncounted drops from each line what depends on the fence. What was proved stays. */
export function uncounted(lines: readonly Line[]): Line[] {
  return lines.map((line) => {
    if (line.progress.state !== 'passed') return line;
    return { ...line, progress: { state: 'passed', answer: withoutCounts(line.progress.answer) } };
  });
}

/**
 * mayAsk reports whether a line may be asked: when all before it passed. The four probes do not wait for each
 * other, because which of them fail together tells what is wrong.
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
