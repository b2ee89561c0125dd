import { linesOf } from '../src/settings/proof/lines';
import type { Run, TestState } from '../src/settings/proof/run-test';
import type { ConnectionKind } from '../src/wire/kind';
import type { Problem } from '../src/wire/problem';
import type { StepAnswer, StepQuestion } from '../src/wire/test-step';

/** problem is the problem of a step that does not pass. */
export const problem: Problem = { code: 'aws_assume_denied', message: 'No.' };
/** role is the initial state of a role's test. */
export const role = (...places: string[]): TestState => fresh('aws-role', places);

/** fresh is the initial state of a test. */
export function fresh(kind: ConnectionKind, places: string[]): TestState {
  return { lines: linesOf(kind, places), complete: false };
}

/**
 * Script is the members of a step's n-th answer that differ from a pass; an Error is a failed call.
 */
export type Script = Partial<Record<string, (Partial<StepAnswer> | Error)[]>>;

/**
 * Harness is the input of a test, its requests, the states it showed, and the two signals that end
 * it.
 */
export interface Harness extends Run {
  asked: StepQuestion[];
  shown: TestState[];
  stop: AbortController;
  end: AbortController;
}

/** harness answers the steps of a test from a script and records its requests and states. */
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
      notes: [],
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

/** nameOf formats a question as "step" or "step place". */
export function nameOf({ step, place }: Pick<StepQuestion, 'step' | 'place'>): string {
  return place === undefined ? step : `${step} ${place}`;
}

/** states joins the states of all lines. */
export function states({ lines }: TestState): string {
  return lines.map(({ progress }) => progress.state).join(' ');
}

/** fail, doubt and wait are answers other than a pass. */
export const fail: Partial<StepAnswer> = { outcome: 'failed', problem };
export const doubt: Partial<StepAnswer> = {
  outcome: 'inconclusive',
  problem: { ...problem, code: 'aws_throttled' },
};
export const wait: Partial<StepAnswer> = { ...fail, retryAfter: 5 };
