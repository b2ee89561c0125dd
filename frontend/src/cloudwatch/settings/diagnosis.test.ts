import { describe, expect, test } from 'vitest';
import { accountSettings as settings, trustPolicy } from '../../../tests/settings-fixtures';
import { linesOf, type Line, type Progress } from '../../settings/proof/lines';
import { diagnose, rightCondition, wrongLine, type Fault } from './diagnosis';

const problem = { code: 'c', message: 'No.' };

/** after returns the lines of a test in which AWS did not refuse the given probes. */
function after(names: string, state: 'failed' | 'inconclusive' = 'failed'): Line[] {
  const unrefused = names.split(' ').map((name) => `refuse-${name}`);
  return linesOf('aws-role', ['r']).map((line): Line => {
    const progress: Progress = unrefused.includes(line.step)
      ? { state, problem }
      : { state: 'waiting' };
    return { ...line, progress };
  });
}

describe('diagnose', () => {
  test.each<[string, Fault]>([
    ['missing random foreign sibling', 'no-condition'],
    ['missing', 'if-exists'],
    ['random foreign sibling', 'any-id'],
    ['foreign sibling', 'any-pagewatch-id'],
    ['sibling', 'any-space-of-site'],
    ['random', 'other'],
    ['foreign', 'other'],
    ['missing random', 'other'],
    ['missing sibling', 'other'],
    ['missing foreign sibling', 'other'],
  ])('%s let in', (names, fault) => {
    expect(diagnose(after(names))).toBe(fault);
  });

  test('is null if AWS refused all probes, or none could run', () => {
    expect(diagnose(after(''))).toBeNull();
    expect(diagnose(after('missing random', 'inconclusive'))).toBeNull();
  });

  test('is null for another failed step', () => {
    const lines: Line[] = [{ step: 'alarms', place: 'r', progress: { state: 'failed', problem } }];
    expect(diagnose(lines)).toBeNull();
  });
});

test.each<[Fault, string | undefined]>([
  ['no-condition', undefined],
  ['if-exists', '"StringEqualsIfExists": { "sts:ExternalId": "pw-site-space" }'],
  ['any-id', '"StringLike": { "sts:ExternalId": "*" }'],
  ['any-pagewatch-id', '"StringLike": { "sts:ExternalId": "pw-*" }'],
  ['any-space-of-site', '"StringLike": { "sts:ExternalId": "pw-site-*" }'],
  ['other', undefined],
])('the likely line for %s', (fault, line) => {
  expect(wrongLine(fault, 'pw-site-space')).toBe(line);
});

describe('rightCondition', () => {
  test('is the Condition of the ready-made policy', () => {
    const found = rightCondition(settings.setup);
    expect(JSON.parse(`{${found}}`)).toEqual({ Condition: trustPolicy.Statement[0]?.Condition });
  });

  test.each(['no JSON', '{"Statement":[]}', '{"Statement":{"Effect":"Allow"}}', 'null'])(
    'is the whole text of another policy: %s',
    (policy) => {
      const setup = { ...settings.setup, files: [{ id: 'trust', name: 't', text: policy }] };
      expect(rightCondition(setup)).toBe(policy);
    },
  );
});
