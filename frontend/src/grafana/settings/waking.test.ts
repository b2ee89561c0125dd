import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fresh, harness, states, type Script } from '../../../tests/test-harness';
import { runTest } from '../../settings/proof/run-test';
import { verdictOf } from '../../settings/proof/verdict';
import type { StepAnswer } from '../../wire/test-step';

const waking: Partial<StepAnswer> = {
  outcome: 'inconclusive',
  problem: { code: 'grafana_waking', message: 'It is waking up.' },
  retryAfter: 20,
};
const timeout: Partial<StepAnswer> = {
  outcome: 'inconclusive',
  problem: { code: 'grafana_timeout', message: 'Too late.' },
  retryAfter: 5,
};
const whole = (): Script => ({ alerts: [{ complete: true }], renderer: [{ complete: true }] });
const stack = (): ReturnType<typeof fresh> => fresh('grafana', []);

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

test('a waking stack is asked again after its retryAfter, for three minutes', async () => {
  const run = harness({ stack: [waking, waking], ...whole() });
  const test = runTest(stack(), run);
  await vi.advanceTimersByTimeAsync(19_999);
  expect(run.asked).toHaveLength(1);
  expect(run.shown.at(-1)?.lines[0]?.progress).toMatchObject({
    state: 'pausing',
    again: 1_020_000,
    until: 1_180_000,
  });
  await vi.advanceTimersByTimeAsync(20_001);
  expect(verdictOf(await test)).toBe('passed');
});

test('a stack that does not wake up is given up on', async () => {
  const run = harness({ stack: Array.from({ length: 20 }, () => waking) });
  const test = runTest(stack(), run);
  await vi.advanceTimersByTimeAsync(180_000);
  expect(verdictOf(await test)).toBe('inconclusive');
  expect(run.asked).toHaveLength(10);
});

test('an admin stops waiting', async () => {
  const run = harness({ stack: [waking] });
  const test = runTest(stack(), run);
  await vi.advanceTimersByTimeAsync(2000);
  run.stop.abort();
  expect(states(await test)).toBe('inconclusive untried untried untried untried untried untried');
});

test('another stack that does not answer is not asked again', async () => {
  const run = harness({ stack: [timeout] });
  expect(verdictOf(await runTest(stack(), run))).toBe('inconclusive');
  expect(run.asked).toHaveLength(1);
});

test.each(['failed', 'inconclusive'] as const)(
  'a test is complete with a renderer that %s',
  async (outcome) => {
    const renderer = [{ ...timeout, outcome, complete: true, retryAfter: undefined }];
    const end = await runTest(stack(), harness({ ...whole(), renderer }));
    expect(end.complete).toBe(true);
    expect(verdictOf(end)).toBe('advised');
  },
);

test('a renderer that cannot be asked leaves the test complete', async () => {
  const end = await runTest(stack(), harness({ ...whole(), renderer: [new Error('gone')] }));
  expect(verdictOf(end)).toBe('advised');
});

test('the folders that a failed step found are kept', async () => {
  const folders = [{ uid: 'prod', title: 'Production' }];
  const problem = { code: 'grafana_folder_gone', message: 'Gone.' };
  const run = harness({ folders: [{ outcome: 'failed', problem, folders }] });
  const end = await runTest(stack(), run);
  expect(end.found).toEqual(folders);
  expect(verdictOf(end)).toBe('failed');
});
