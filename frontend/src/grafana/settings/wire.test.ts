import { expect, test } from 'vitest';
import { wireSettings } from '../../../tests/settings-fixtures';
import { goldenJson, stackSteps } from '../../../tests/stack-fixtures';
import { parsePickable } from '../../wire/connections';
import { Fields, ShapeError } from '../../wire/fields';
import { parseSettings } from '../../wire/settings';
import { parseStepAnswer } from '../../wire/test-step';

const answers = new Fields({ all: goldenJson('grafana-test.json') }, 'golden').list(
  'all',
  parseStepAnswer,
);

test('a test of a stack is read', () => {
  expect([...new Set(answers.map(({ step }) => step))]).toEqual(stackSteps);
  const [waking] = answers;
  expect(waking).toMatchObject({ outcome: 'inconclusive', retryAfter: 20 });
  expect(answers.find(({ notes }) => notes.length > 0)?.notes).toEqual([
    {
      code: 'grafana_token_broad',
      about: ['dashboards:write', 'folders:create'],
      message: 'The token may change things.',
      hint: 'Give the service account the role Viewer.',
    },
    { code: 'grafana_sees_everything', about: [] },
  ]);
  expect(answers.filter(({ folders }) => folders).map(({ folders }) => folders?.at(-1))).toEqual([
    { uid: 'prod', title: 'Production' },
    { uid: 'sand', title: 'Sandbox' },
  ]);
  expect(answers.find(({ step }) => step === 'alerts')).toMatchObject({
    alarms: 12,
    truncated: false,
    complete: true,
  });
});

test('a test stays complete after a renderer that did not pass, and after nothing else', () => {
  expect(answers.filter(({ step }) => step === 'renderer').map(({ complete }) => complete)).toEqual(
    [true, true],
  );
  const error = { code: 'grafana_timeout', message: 'Too late.' };
  const alerts = { step: 'alerts', outcome: 'failed', complete: true, proof: 'p', error };
  expect(parseStepAnswer(alerts).complete).toBe(false);
});

test('saved stacks are read', () => {
  const connections = goldenJson('saved-grafana.json');
  const settings = { ...wireSettings, grafana: { forbidBroadTokens: true }, connections };
  const read = parseSettings(settings);
  expect(read.stacks).toEqual({ forbidBroadTokens: true });
  expect(read.connections).toMatchObject([
    {
      kind: 'grafana',
      stack: 'example.grafana.net',
      folders: [{ uid: 'prod', title: 'Production' }],
      expires: '2027-01-01',
      test: { results: [{ notes: [] }, { notes: [{ code: 'grafana_token_broad' }] }] },
    },
    { kind: 'grafana', stack: 'other.grafana.net', folders: [] },
    { kind: 'grafana', stack: '', status: 'pending' },
  ]);
  expect(parsePickable({ connections, regions: {} }).connections).toHaveLength(3);
});

test.each<[string, unknown]>([
  ['null', null],
  ['no word on broad tokens', {}],
])('settings of stacks are refused with %s', (_, grafana) => {
  expect(() => parseSettings({ ...wireSettings, grafana })).toThrow(ShapeError);
});

test.each<[string, object]>([
  ['folders that are no list', { folders: {} }],
  ['a folder without a uid', { folders: [{ title: 'A' }] }],
  ['an end that is no text', { expires: 1 }],
])('a stack with %s is kept by its name', (_, change) => {
  const [first] = new Fields({ all: goldenJson('saved-grafana.json') }, 'golden').list(
    'all',
    (it) => it,
  );
  const connections = [{ ...Object(first), ...change }];
  expect(parseSettings({ ...wireSettings, connections }).connections).toMatchObject([
    { kind: 'unknown', name: 'Payments Grafana', why: 'shape' },
  ]);
});

test('a folder without a title has its uid', () => {
  const answer = { step: 'folders', outcome: 'passed', complete: false, proof: 'p' };
  const folders = [{ uid: 'a', parent: '' }];
  expect(parseStepAnswer({ ...answer, folders }).folders).toEqual([{ uid: 'a', title: 'a' }]);
});
