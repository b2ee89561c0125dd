import { describe, expect, test, vi } from 'vitest';
import { doubt, fail, fresh, nameOf, role, harness, states } from '../../../tests/test-harness';
import { ProblemError } from '../../wire/problem';
import { runTest, type TestState } from './run-test';
import { summaryOf, verdictOf } from './verdict';

describe('a test', () => {
  test('runs every step of a role in order and passes each proof to the next', async () => {
    const run = harness();
    const end = await runTest(role('a', 'b'), run);
    expect(run.asked.map(nameOf)).toEqual([
      'principal',
      'assume',
      'refuse-missing',
      'refuse-random',
      'refuse-foreign',
      'refuse-sibling',
      'alarms a',
      'alarms b',
      'composites',
    ]);
    expect(run.asked.map(({ proof }) => proof)).toEqual([
      undefined,
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
    ]);
    expect(end).toMatchObject({ complete: true, proof: '9' });
    expect(verdictOf(end)).toBe('passed');
  });

  test('runs the steps of a user', async () => {
    const run = harness();
    await runTest(fresh('aws-user', ['a']), run);
    expect(run.asked.map(nameOf)).toEqual(['identity', 'alarms a', 'composites']);
  });

  test('shows each step before and after it runs', async () => {
    const run = harness();
    await runTest(fresh('aws-user', ['a']), run);
    expect(run.shown.map(states)).toEqual([
      'running waiting waiting',
      'passed waiting waiting',
      'passed running waiting',
      'passed passed waiting',
      'passed passed running',
      'passed passed passed',
    ]);
  });

  test.each<[string, string]>([
    ['principal', 'failed untried untried untried untried untried untried untried untried'],
    ['assume', 'passed failed untried untried untried untried untried untried untried'],
    ['alarms a', 'passed passed passed passed passed passed failed untried untried'],
    ['composites', 'passed passed passed passed passed passed passed passed failed'],
  ])('stops when %s fails', async (step, expected) => {
    const end = await runTest(role('a', 'b'), harness({ [step]: [fail] }));
    expect(states(end)).toBe(expected);
    expect(verdictOf(end)).toBe('failed');
  });

  test('runs all four probes even if some fail, and then no alarms', async () => {
    const run = harness({ 'refuse-missing': [fail], 'refuse-foreign': [doubt] });
    const end = await runTest(role('a'), run);
    expect(states(end)).toBe('passed passed failed passed inconclusive passed untried untried');
    expect(run.asked).toHaveLength(6);
    expect(verdictOf(end)).toBe('failed');
  });

  test('counts an answer to another step as inconclusive', async () => {
    const end = await runTest(role('a'), harness({ principal: [{ step: 'assume' }] }));
    expect(end.lines[0]?.progress).toMatchObject({
      state: 'inconclusive',
      problem: { code: 'ui_bad_answer' },
    });
  });

  test('does not pass without a complete proof', async () => {
    const end = await runTest(role('a'), harness({ composites: [{ complete: false }] }));
    expect(verdictOf(end)).toBe('ended');
  });

  test('runs and shows nothing after it is cancelled', async () => {
    const run = harness();
    const show = vi.fn((testState: TestState) => {
      if (states(testState).startsWith('passed running')) run.end.abort();
    });
    await runTest(role('a'), { ...run, show });
    expect(run.asked).toHaveLength(2);
    expect(show).toHaveBeenCalledTimes(3);
  });
});

describe('after an inconclusive step', () => {
  test('resumes there with the proof so far', async () => {
    const run = harness({ 'alarms a': [doubt] });
    const first = await runTest(role('a', 'b'), run);
    expect(verdictOf(first)).toBe('inconclusive');
    expect(states(first)).toBe(
      'passed passed passed passed passed passed inconclusive untried untried',
    );
    const again = harness();
    const second = await runTest(first, again);
    expect(again.asked.map(nameOf)).toEqual(['alarms a', 'alarms b', 'composites']);
    expect(again.asked[0]?.proof).toBe(first.proof);
    expect(verdictOf(second)).toBe('passed');
  });

  test('runs only the inconclusive probe', async () => {
    const first = await runTest(role('a'), harness({ 'refuse-random': [doubt] }));
    const again = harness();
    await runTest(first, again);
    expect(again.asked.map(nameOf)).toEqual(['refuse-random', 'alarms a', 'composites']);
  });

  test('counts a failed call as inconclusive', async () => {
    const refused = new ProblemError({ code: 'ui_timeout', message: 'Slow.' });
    const end = await runTest(role('a'), harness({ 'refuse-missing': [refused] }));
    expect(states(end)).toBe('passed passed inconclusive passed passed passed untried untried');
  });
});

describe('a call that is refused for all steps', () => {
  test.each([
    { code: 'proof_invalid', message: 'Too old.' },
    { code: 'proof_required', message: 'None.' },
    { code: 'invalid_request', message: 'Ours.', field: 'connection.roleArn' },
    { code: 'not_offered', message: 'Not here.', hint: 'Ask.' },
  ])('ends the test: $code', async (refusal) => {
    const run = harness({ 'refuse-missing': [new ProblemError(refusal)] });
    const end = await runTest(role('a'), run);
    expect(end.ended).toEqual(refusal);
    expect(run.asked).toHaveLength(3);
    expect(verdictOf(end)).toBe('ended');
  });

  test('says what is not offered, and not to test again', async () => {
    const refusal = { code: 'not_offered', message: 'Not here.', hint: 'Ask.' };
    const run = harness({ principal: [new ProblemError(refusal)] });
    const end = await runTest(role('a'), run);
    expect(summaryOf(end, 'aws-role')).toEqual({ title: 'Not here.', next: 'Ask.' });
  });
});
