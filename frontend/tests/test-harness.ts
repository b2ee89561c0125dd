import { linesOf } from '../src/settings/proof/lines';
import type { Run, TestState } from '../src/settings/proof/run-test';
import type { ConnectionKind } from '../src/wire/kind';
import type { Problem } from '../src/wire/problem';
import type { StepAnswer, StepQuestion } from '../src/wire/test-step';

/** problem is why a step does not pass. */
export const problem: Problem = { code: 'aws_assume_denied', message: 'No.' };
/** role is a test of a role that has not begun. */
export const role = (...places: string[]): TestState => fresh('aws-role', places);

/** fresh is a test that has not begun. */
export function fresh(kind: ConnectionKind, places: string[]): TestState {
  return { lines: linesOf(kind, places), complete: false };
}

/** Script says what a step answers the n-th time, laid over a pass; an Error is a call that was refused. */
export type Script = Partial<Record<string, (Partial<StepAnswer> | Error)[]>>;

/** Harness is what a test needs, what it asked and showed, and the two ways to end it. */
export interface Harness extends Run {
  asked: StepQuestion[];
  shown: TestState[];
  stop: AbortController;
  end: AbortController;
}

/** harness runs tests against a script and keeps what was asked and shown. */
export function harness(script: Script = {}): Harness {
  const asked: StepQuestion[] = [];
  const shown: TestState[] = [];
  const [stop, end] = [new AbortController(), new AbortController()];
  const ask = (question: StepQuestion): Promise<StepAnswer> => {
    asked.push(question);
    const { step, place } = question;
    const next = script[nameOf(question)]?.shift();
    if (next instanceof Error) return Promise.reject(next);
    const proof = `${asked.length}`;
    return Promise.resolve({
      step,
      place,
      outcome: 'passed',
      complete: step === 'composites',
      proof,
      ...next,
    });
  };
  return {
    ask,
    show: (it) => shown.push(it),
    dropped: end.signal,
    enough: stop.signal,
    asked,
    shown,
    stop,
    end,
  };
}

/** nameOf writes a question as "step" or "step place". */
export function nameOf({ step, place }: Pick<StepQuestion, 'step' | 'place'>): string {
  return place === undefined ? step : `${step} ${place}`;
}

/** states lists how far each line has come. */
export function states({ lines }: TestState): string {
  return lines.map(({ progress }) => progress.state).join(' ');
}

/** fail, doubt and wait are answers that are no pass. */
export const fail: Partial<StepAnswer> = { outcome: 'failed', problem };
export const doubt: Partial<StepAnswer> = {
  outcome: 'inconclusive',
  problem: { ...problem, code: 'aws_throttled' },
};
export const wait: Partial<StepAnswer> = { ...fail, retryAfter: 5 };
