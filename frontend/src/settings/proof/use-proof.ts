import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConnectionKind } from '../../wire/kind';
import { testStep, type Space, type Tested } from '../api';
import { linesOf } from './lines';
import { runTest, type TestState } from './run-test';

/** Target is what to test. */
export interface Target {
  space: Space;
  tested: Tested;
  kind: ConnectionKind;
  places: readonly string[];
  /** Everything that the proof is true of. A test says nothing of another one. */
  about: string;
}

/** Proving is a test that can be started, stopped and dropped. */
export interface Proving {
  /** How far the test has come; null where there is none. */
  testState: TestState | null;
  /** What the testState is true of. */
  about: string;
  running: boolean;
  /** start tests from the beginning. It gives null when the test was dropped meanwhile. */
  start: (target: Target) => Promise<TestState | null>;
  /** resume goes on with the proof so far, after a step that could not be asked. */
  resume: () => Promise<TestState | null>;
  /** stopWaiting takes the last refusal for final. */
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

/** useProof keeps one test at a time. It is dropped with the component that shows it. */
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
      run(target, { lines: linesOf(target.kind, target.places), complete: false }),
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
