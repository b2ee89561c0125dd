import { problemIn } from '../platform/backend';
import type { TestResult } from '../wire/test-result';
import { testRegion, type Space, type Tested } from './api';

/** RegionTest is how far the test of one Region has come. */
export interface RegionTest {
  region: string;
  result: TestResult | 'waiting' | 'running';
}

/** Target is what to try, and where. */
export interface Target {
  space: Space;
  tested: Tested;
  regions: readonly string[];
}

/**
 * runTests tries a connection in one Region after the other and shows every step as it happens. It
 * returns whether all of them worked. A Region whose call was refused counts as failed. Once stopped it
 * shows nothing more and tries no further Region.
 */
export async function runTests(
  target: Target,
  show: (tests: RegionTest[]) => void,
  stopped: AbortSignal,
): Promise<boolean> {
  const tests: RegionTest[] = target.regions.map((region) => ({ region, result: 'waiting' }));
  for (const [place, { region }] of tests.entries()) {
    tests[place] = { region, result: 'running' };
    show([...tests]);
    const result = await testOnce(target.space, target.tested, region);
    if (stopped.aborted) return false;
    tests[place] = { region, result };
    show([...tests]);
  }
  return passed(tests);
}

/** passed reports whether every Region was tried and worked. */
export function passed(tests: readonly RegionTest[]): boolean {
  return (
    tests.length > 0 && tests.every(({ result }) => typeof result === 'object' && result.outcome === 'ok')
  );
}

async function testOnce(space: Space, tested: Tested, region: string): Promise<TestResult> {
  try {
    return await testRegion(space, tested, region);
  } catch (thrown) {
    return { outcome: 'failed', problem: problemIn(thrown) };
  }
}
