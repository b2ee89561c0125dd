import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, problem, role, harness, states, wait } from '../../../tests/test-harness';
import { runTest, type TestState } from './run-test';
import { verdictOf } from './verdict';

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

describe('a new role', () => {
  /** through advances a test by a number of seconds. */
  const through = async (test: Promise<TestState>, seconds: number): Promise<TestState> => {
    await vi.advanceTimersByTimeAsync(seconds * 1000);
    return test;
  };

  test('is retried after its retryAfter', async () => {
    const run = harness({ assume: [wait, wait] });
    const test = runTest(role('a'), run);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(run.asked).toHaveLength(2);
    expect(run.shown.at(-1)?.lines[1]?.progress).toEqual({
      state: 'pausing',
      problem,
      again: 1_005_000,
      until: 1_060_000,
    });
    await vi.advanceTimersByTimeAsync(1);
    expect(run.asked).toHaveLength(3);
    expect(verdictOf(await through(test, 5))).toBe('passed');
  });

  test('is not retried after 60 seconds in total', async () => {
    const run = harness({ assume: Array.from({ length: 30 }, () => wait) });
    const end = await through(runTest(role('a'), run), 60);
    // At once, then every five seconds, the last time after sixty.
    expect(run.asked.filter(({ step }) => step === 'assume')).toHaveLength(13);
    expect(end.lines[1]?.progress).toEqual({ state: 'failed', problem });
  });

  test('is not retried after the deadline', async () => {
    const run = harness({ assume: [{ ...fail, retryAfter: 61 }] });
    expect(verdictOf(await runTest(role('a'), run))).toBe('failed');
  });

  test('is not retried after the admin stops it', async () => {
    const run = harness({ assume: [wait, wait] });
    const test = runTest(role('a'), run);
    await vi.advanceTimersByTimeAsync(2000);
    run.stop.abort();
    const end = await test;
    expect(run.asked).toHaveLength(2);
    expect(states(end)).toBe('passed failed untried untried untried untried untried untried');
  });

  test('is not retried after the test is cancelled', async () => {
    const run = harness({ assume: [wait] });
    const test = runTest(role('a'), run);
    await vi.advanceTimersByTimeAsync(2000);
    run.end.abort();
    await test;
    expect(run.asked).toHaveLength(2);
    expect(states(run.shown.at(-1) ?? role())).toContain('pausing');
  });

  test('has a minimum wait', async () => {
    const run = harness({ assume: [{ ...fail, retryAfter: 0 }] });
    const test = runTest(role('a'), run);
    await vi.advanceTimersByTimeAsync(999);
    expect(run.asked).toHaveLength(2);
    expect(verdictOf(await through(test, 1))).toBe('passed');
  });

  test('is not retried without a retryAfter', async () => {
    const run = harness({ assume: [fail] });
    expect(verdictOf(await runTest(role('a'), run))).toBe('failed');
  });
});
