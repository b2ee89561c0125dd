import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ShapeError } from './fields';
import { advisorySteps, parseStepAnswer, stepBody, testSteps } from './test-step';

const error = { code: 'aws_assume_denied', message: 'No.', hint: 'Check.', requestId: 'r-1' };
const assumed = { step: 'assume', outcome: 'passed', complete: false, proof: 'p' };
const seen = { ...assumed, step: 'alarms', region: 'eu-central-1', alarms: 42, truncated: false };
const last = { ...assumed, step: 'composites', complete: true, composites: 'seen' };

describe('parseStepAnswer', () => {
  test.each<[string, object, object]>([
    ['a pass', assumed, { step: 'assume', outcome: 'passed', complete: false, proof: 'p' }],
    [
      'an account',
      { ...assumed, step: 'identity', account: '444455556666' },
      { account: '444455556666' },
    ],
    ['alarms', { ...seen, namePrefix: 'a-' }, { alarms: 42, truncated: false, namePrefix: 'a-' }],
    ['the end', last, { complete: true, composites: 'seen' }],
    ['no composite', { ...last, composites: 'none-seen' }, { composites: 'none-seen' }],
    ['a failure', { ...assumed, outcome: 'failed', error }, { outcome: 'failed', problem: error }],
    ['a wait', { ...assumed, outcome: 'failed', error, retryAfter: 5 }, { retryAfter: 5 }],
    [
      'no answer',
      { ...assumed, outcome: 'inconclusive', error },
      { outcome: 'inconclusive', problem: error },
    ],
    [
      'alarms that failed',
      { ...assumed, step: 'alarms', region: 'r', outcome: 'failed', error },
      { place: 'r', problem: error },
    ],
  ])('reads %s', (_, wire, read) => {
    expect(parseStepAnswer(wire)).toMatchObject(read);
  });

  test('never counts a step that did not pass as a complete proof', () => {
    expect(parseStepAnswer({ ...last, outcome: 'failed', error }).complete).toBe(false);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a list', [assumed]],
    ['an unknown step', { ...assumed, step: 'guess' }],
    ['another word for a pass', { ...assumed, outcome: 'ok' }],
    ['no proof', { ...assumed, proof: undefined }],
    ['no word on whether it is whole', { ...assumed, complete: undefined }],
    ['a failure without a reason', { ...assumed, outcome: 'failed' }],
    ['a doubt without a reason', { ...assumed, outcome: 'inconclusive' }],
    ['a wait in words', { ...assumed, outcome: 'failed', error, retryAfter: 'soon' }],
    ['a wait that goes back', { ...assumed, outcome: 'failed', error, retryAfter: -1 }],
    ['alarms without a number', { ...seen, alarms: undefined }],
    ['alarms without a Region', { ...seen, region: undefined }],
    ['no word on composite alarms', { ...last, composites: undefined }],
    ['another word on composite alarms', { ...last, composites: 'maybe' }],
  ])('refuses %s', (_, value) => {
    expect(() => parseStepAnswer(value)).toThrow(ShapeError);
  });
});

// The golden file that the backend's tests write.
const golden = fileURLToPath(new URL('../../../testdata/wire/test-steps.json', import.meta.url));

test.runIf(existsSync(golden))('both sides know the same steps, in the same order', () => {
  expect(JSON.parse(readFileSync(golden, 'utf8'))).toEqual({
    ...testSteps,
    'in a rotation': advisorySteps,
  });
});

test.each([
  [{ step: 'assume' }, '{"step":"assume"}'],
  [{ step: 'alarms', place: 'r', proof: 'p' }, '{"step":"alarms","region":"r","proof":"p"}'],
] as const)('a question is written as docs/wire.md describes it: %o', (question, body) => {
  expect(JSON.stringify(stepBody(question))).toBe(body);
});
