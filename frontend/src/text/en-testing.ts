import { accountTesting } from './cloudwatch/en-testing';
import { stackTesting } from './grafana/en-testing';

/** testing is the texts of a connection's test. */
export const testing = {
  ...accountTesting,
  steps: { ...accountTesting.steps, ...stackTesting.steps },
  stacks: stackTesting,
  passed: { ...accountTesting.passed, ...stackTesting.passed },
  unseen: { ...accountTesting.unseen, ...stackTesting.unseen },
  title: 'Test',
  of: (name: string) => `Test of ${name}`,
  list: 'Steps of the test',
  states: {
    ...accountTesting.states,
    waiting: 'Not yet',
    pausing: 'Waiting',
    passed: 'Passed',
    failed: 'Failed',
    inconclusive: 'Cannot tell',
    untried: 'Not tried',
  },
  patience: {
    ...accountTesting.patience,
    again: (seconds: number, left: number) => `Trying again in ${seconds} s · ${left} s left`,
    now: (left: number) => `Trying again now · ${left} s left`,
    stop: 'Stop waiting',
    announcement: (minutes: number) =>
      `It is tried again for up to ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
  },
  test: 'Test the connection',
  again: 'Test again',
  testing: 'Testing…',
  resume: 'Try this step again',
  running: 'The test is running.',
  close: 'Close',
  passedInPart: 'Passed in part',
  advised: { ...accountTesting.advised, ...stackTesting.advised },
  remarked: 'Every step passed. Read what the steps found.',
  failed: 'The test did not pass.',
  inconclusive: 'The test could not be finished.',
  inconclusiveNext:
    'A step could not be asked, and that proves nothing. Try it again; the steps that passed still count.',
  ended: 'The test has to start again.',
  stale: 'A test is good for ten minutes. Nothing that you typed is lost.',
  endedNext: 'Correct what is named above, then test again.',
  incomplete: 'Not everything was proved in one go. Nothing that you typed is lost.',
} as const;
