import { problemIn } from '../../platform/backend';
import type { Problem } from '../../wire/problem';
import type { StepAnswer, StepQuestion } from '../../wire/test-step';
import { mayAsk, type Line, type Progress } from './lines';
import { sleep } from './sleep';

/** How long a test retries, in all, what may only need time, such as a role that is new. */
const RETRY_WINDOW_MS = 60_000;

/** TestState is how far a test has come. A later run can go on from it. */
export interface TestState {
  lines: readonly Line[];
  /** What the last answer proved; undefined before the first. */
  proof?: string | undefined;
  /** Whether the proof proves everything. */
  complete: boolean;
  /** Why the whole test ended: a proof that is too old, or a value that the backend does not take. */
  ended?: Problem | undefined;
}

/** Run is what a test needs while it runs. */
export interface Run {
  ask: (question: StepQuestion) => Promise<StepAnswer>;
  show: (testState: TestState) => void;
  /** Once dropped, nothing is shown or asked any more. */
  dropped: AbortSignal;
  /** Once it is enough, nothing is waited for any more: what was refused last counts. */
  enough: AbortSignal;
}

/**
 * runTest asks one step after the other and shows each as it happens. It goes on from where the given testState
 * ended: what passed is not asked again. The testState it returns is the last one shown.
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
      put(index, progressOf(answer), { proof: answer.proof, complete: answer.complete });
    } catch (thrown) {
      const problem = problemIn(thrown);
      // A call that did not get through proves nothing.
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
  /** When the steps of a run stop retrying; zero before the first wait. */
  retries: { until: number };
  pause: (progress: Progress) => void;
}

async function askWithRetries({ question, run, retries, pause }: Asking): Promise<StepAnswer> {
  for (;;) {
    const answer = await run.ask(question);
    if (answer.step !== question.step || answer.place !== question.place)
      throw new Error('another step');
    const { problem, retryAfter } = answer;
    if (answer.outcome !== 'failed' || !problem || retryAfter === undefined) return answer;
    const now = Date.now();
    retries.until ||= now + RETRY_WINDOW_MS;
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

/** A refused call is of the one step, unless it is about what all steps have in common. */
function endsAll({ code, field }: Problem): boolean {
  return isStale(code) || field !== undefined;
}

/** isStale reports whether a code says that the proof is missing, too old, or for something else. */
export function isStale(code: string | undefined): boolean {
  return code === 'proof_required' || code === 'proof_invalid';
}

function afresh(line: Line): Line {
  return line.progress.state === 'passed' ? line : { ...line, progress: { state: 'waiting' } };
}
