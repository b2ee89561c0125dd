import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConnectionKind } from '../../wire/kind';
import type { StepId } from '../../wire/test-step';
import { testStep, type Space, type Tested } from '../api';
import { linesOf } from './lines';
import { runTest, type TestState } from './run-test';

/** Target is the subject of a test. */
export interface Target {
  space: Space;
  tested: Tested;
  kind: ConnectionKind;
  places: readonly string[];
  advisory?: readonly StepId[];
  /** Identifies what the proof covers. A test is invalid for any other value. */
  about: string;
}

/** Proving is the test of a form, with its actions. */
export interface Proving {
  /** The state of the test; null without one. */
  testState: TestState | null;
  /** Identifies what the test covers. */
  about: string;
  running: boolean;
  /** start runs the test from the beginning. It returns null if the test was cancelled. */
  start: (target: Target) => Promise<TestState | null>;
  /** resume continues with the proof so far, after an inconclusive step. */
  resume: () => Promise<TestState | null>;
  /** stopWaiting ends the retries: the last refusal is final. */
  stopWaiting: () => void;
  drop: () => void;
}

interface Current {
  target: Target;
  dropped: AbortController;
  enough: AbortController;
}

interface State {
  testState: TestState | null;
  about: string;
  running: boolean;
}

const nothing: State = { testState: null, about: '', running: false };

/** useProof keeps one test at a time. Unmounting the component cancels it. */
export function useProof(): Proving {
  const [state, setState] = useState(nothing);
  const current = useRef<Current | null>(null);

  const run = useCallback(async (target: Target, from: TestState): Promise<TestState | null> => {
    current.current?.dropped.abort();
    const dropped = new AbortController();
    const enough = new AbortController();
    current.current = { target, dropped, enough };
    const { about, space, tested } = target;
    setState({ testState: from, about, running: true });
    const testState = await runTest(from, {
      ask: (question) => testStep(space, tested, question),
      show: (shown) => setState({ testState: shown, about, running: true }),
      dropped: dropped.signal,
      enough: enough.signal,
    });
    if (dropped.signal.aborted) return null;
    setState({ testState, about, running: false });
    return testState;
  }, []);

  const start = useCallback(
    (target: Target) =>
      run(target, {
        lines: linesOf(target.kind, target.places, target.advisory),
        complete: false,
      }),
    [run],
  );

  const resume = (): Promise<TestState | null> => {
    const { testState } = state;
    return current.current && testState
      ? run(current.current.target, testState)
      : Promise.resolve(null);
  };

  const drop = useCallback(() => {
    current.current?.dropped.abort();
    current.current = null;
    setState(nothing);
  }, []);

  useEffect(() => () => current.current?.dropped.abort(), []);
  return { ...state, start, resume, stopWaiting: () => current.current?.enough.abort(), drop };
}
