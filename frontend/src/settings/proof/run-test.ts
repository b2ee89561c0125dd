import { problemIn } from '../../platform/backend';
import { mayPassSoon, retryWindow } from '../../providers/steps';
import type { FoundFolder } from '../../wire/folder';
import type { Problem } from '../../wire/problem';
import type { StepAnswer, StepQuestion } from '../../wire/test-step';
import { mayAsk, type Line, type Progress } from './lines';
import { sleep } from './sleep';

/** TestState is the state of a test. A later run can resume from it. */
export interface TestState {
  lines: readonly Line[];
  /** The proof of the last answer; undefined before the first. */
  proof?: string | undefined;
  /** Whether the proof covers every step. */
  complete: boolean;
  /**
   * Why the whole test ended early: an expired proof, a value that the backend refuses, or a kind
   * that it does not offer.
   */
  ended?: Problem | undefined;
  /** The folders that a step found, for an admin to choose from. */
  found?: readonly FoundFolder[] | undefined;
}

/** Run is the callbacks and signals of a running test. */
export interface Run {
  ask: (question: StepQuestion) => Promise<StepAnswer>;
  show: (testState: TestState) => void;
  /** Cancels the test: nothing more is shown or requested. */
  dropped: AbortSignal;
  /** Ends the retries: the last refusal counts. */
  enough: AbortSignal;
}

/**
 * runTest runs the steps in order and shows the state after each change. It resumes from the given
 * state and skips passed steps. It returns the last state shown.
 */
export async function runTest(from: TestState, run: Run): Promise<TestState> {
  const retries = { until: 0 };
  let testState: TestState = {
    ...from,
    lines: from.lines.map(afresh),
    complete: false,
    ended: undefined,
  };
  const put = (index: number, progress: Progress, change: Partial<TestState> = {}): void => {
    if (run.dropped.aborted) return;
    const lines = testState.lines.map((line, at) => (at === index ? { ...line, progress } : line));
    testState = { ...testState, ...change, lines };
    run.show(testState);
  };

  for (const [index, line] of testState.lines.entries()) {
    if (run.dropped.aborted) break;
    if (line.progress.state === 'passed') continue;
    if (testState.ended || !mayAsk(testState.lines, index)) {
      put(index, { state: 'untried' });
      continue;
    }
    put(index, { state: 'running' });
    try {
      const question = questionOf(line, testState.proof);
      const pause = (progress: Progress): void => put(index, progress);
      const answer = await askWithRetries({ question, run, retries, pause });
      const { proof, complete, folders } = answer;
      put(index, progressOf(answer), { proof, complete, ...(folders && { found: folders }) });
    } catch (thrown) {
      const problem = problemIn(thrown);
      // A failed call proves nothing.
      put(
        index,
        { state: 'inconclusive', problem },
        { ended: endsAll(problem) ? problem : undefined },
      );
    }
  }
  return testState;
}

interface Asking {
  question: StepQuestion;
  run: Run;
  /** The deadline of all retries; zero before the first wait. */
  retries: { until: number };
  pause: (progress: Progress) => void;
}

async function askWithRetries({ question, run, retries, pause }: Asking): Promise<StepAnswer> {
  for (;;) {
    const answer = await run.ask(question);
    if (answer.step !== question.step || answer.place !== question.place)
      throw new Error('another step');
    const { problem, retryAfter } = answer;
    if (!mayPassSoon(answer) || !problem || retryAfter === undefined) return answer;
    const now = Date.now();
    retries.until ||= now + retryWindow(question.step);
    const again = now + Math.max(1, retryAfter) * 1000;
    if (again > retries.until || isOver(run)) return answer;
    pause({ state: 'pausing', problem, again, until: retries.until });
    await sleep(again - now, [run.enough, run.dropped]);
    if (isOver(run)) return answer;
  }
}

function isOver({ enough, dropped }: Run): boolean {
  return enough.aborted || dropped.aborted;
}

function questionOf({ step, place }: Line, proof: string | undefined): StepQuestion {
  return {
    step,
    ...(place === undefined ? {} : { place }),
    ...(proof === undefined ? {} : { proof }),
  };
}

function progressOf(answer: StepAnswer): Progress {
  const { outcome, problem } = answer;
  if (outcome === 'passed' || !problem) return { state: 'passed', answer };
  return { state: outcome, problem };
}

/** A refused call affects one step, unless its cause is common to all steps. */
function endsAll({ code, field }: Problem): boolean {
  return isStale(code) || isNotOffered(code) || field !== undefined;
}

/** isNotOffered reports whether a code means that the deployment does not offer the connection. */
export function isNotOffered(code: string | undefined): boolean {
  return code === 'not_offered';
}

/**
 * isStale reports whether a code means that the proof is missing, expired or for another subject.
 */
export function isStale(code: string | undefined): boolean {
  return code === 'proof_required' || code === 'proof_invalid';
}

function afresh(line: Line): Line {
  return line.progress.state === 'passed' ? line : { ...line, progress: { state: 'waiting' } };
}
