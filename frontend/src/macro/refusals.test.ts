import { expect, test } from 'vitest';
import { begin, receive, refuse } from './model';
import { refusalOf } from './refusals';
import type { Problem } from '../wire/problem';
import type { View } from './view';

const sources = [
  { connection: 'a', region: 'eu-central-1' },
  { connection: 'b', region: 'eu-west-1' },
];
const problem = (code: string): Problem => ({ code, message: 'No.' });
const failed = (...codes: string[]): View =>
  receive(
    begin(sources),
    codes.map((code, source) => ({ type: 'error', source, error: problem(code) })),
    [0, 1],
  );

test('a refusal of all sources is one refusal, whether of a call or of each source', () => {
  expect(refusalOf(failed('connection_not_found', 'connection_not_found'))?.code).toBe(
    'connection_not_found',
  );
  expect(refusalOf(refuse(begin(sources), [0, 1], problem('no_user')))?.code).toBe('no_user');
});

test.each([
  ['no source has an answer', begin(sources)],
  ['one of them has none', failed('connection_not_found')],
  ['they differ', failed('connection_not_found', 'outside_fence')],
  ['a stack cannot be limited', failed('grafana_no_scope', 'grafana_no_scope')],
  ['keys are forbidden', failed('aws_user_forbidden', 'aws_user_forbidden')],
  ['a retry may help', failed('aws_timeout', 'aws_timeout')],
  ['there is no source', []],
])('there is none while %s', (_, view) => {
  expect(refusalOf(view)).toBeUndefined();
});
