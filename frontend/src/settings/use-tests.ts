import { useCallback, useEffect, useRef, useState } from 'react';
import { runTests, type RegionTest, type Target } from './test-run';

/** Tests is a test that can be started and dropped. */
export interface Tests {
  tests: RegionTest[];
  /** start runs a test and says whether all of it worked; false too when it was dropped meanwhile. */
  start: (target: Target) => Promise<boolean>;
  drop: () => void;
}

/** useTests keeps one test at a time. It is dropped with the component that shows it. */
export function useTests(): Tests {
  const [tests, setTests] = useState<RegionTest[]>([]);
  const running = useRef<AbortController | null>(null);

  const drop = useCallback(() => {
    running.current?.abort();
    setTests([]);
  }, []);

  const start = useCallback((target: Target): Promise<boolean> => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    return runTests(target, setTests, controller.signal);
  }, []);

  useEffect(() => () => running.current?.abort(), []);
  return { tests, start, drop };
}
