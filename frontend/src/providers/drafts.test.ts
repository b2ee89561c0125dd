import { describe, expect, test } from 'vitest';
import { settings } from '../../tests/settings-fixtures';
import { text } from '../text/en';
import { draftOf, withName, type Draft } from './drafts';

const { offeredName, stacks } = text.settings.form;
const both = { ...settings, stacks: { forbidBroadTokens: false } };

describe('the name that a role ARN offers', () => {
  const of = (account: string): string => `arn:aws:iam::${account}:role/x`;
  const [one, two] = ['111122223333', '444455556666'];
  const draft = (name: string, roleArn: string): Draft => ({
    ...draftOf(null, settings),
    name,
    roleArn,
  });

  test.each<[string, Draft, Draft, string]>([
    ['replaces none', draft('', ''), draft('', of(one)), offeredName(one)],
    [
      'replaces an offered one',
      draft(offeredName(one), of(one)),
      draft(offeredName(one), of(two)),
      offeredName(two),
    ],
    ['goes with the account', draft(offeredName(one), of(one)), draft(offeredName(one), ''), ''],
    ['leaves a typed one', draft('Staging', ''), draft('Staging', of(one)), 'Staging'],
    ['does not come back after it was cleared', draft('A', of(one)), draft('', of(one)), ''],
  ])('%s', (_, before, after, name) => {
    expect(withName(after, before)).toEqual({ ...after, name });
  });
});

describe('the name that a stack offers', () => {
  const draft = (name: string, stack: string): Draft => ({
    ...draftOf(null, both),
    kind: 'grafana',
    name,
    stack,
  });
  const [one, two] = ['example.grafana.net', 'https://other.grafana.net/'];

  test.each<[string, Draft, Draft, string]>([
    ['replaces none', draft('', ''), draft('', one), stacks.offeredStack('example')],
    [
      'goes with the stack',
      draft(stacks.offeredStack('example'), one),
      draft(stacks.offeredStack('example'), two),
      stacks.offeredStack('other'),
    ],
    ['is none for another address', draft('', ''), draft('', 'example.com'), ''],
    ['leaves a typed one', draft('Team', ''), draft('Team', one), 'Team'],
    [
      'goes with the kind',
      {
        ...draft('Account 1', ''),
        name: offeredName('111122223333'),
        kind: 'aws-role',
        roleArn: 'arn:aws:iam::111122223333:role/x',
      },
      {
        ...draft('', one),
        name: offeredName('111122223333'),
        roleArn: 'arn:aws:iam::111122223333:role/x',
      },
      stacks.offeredStack('example'),
    ],
  ])('%s', (_, before, after, name) => {
    expect(withName(after, before)).toEqual({ ...after, name });
  });
});

test.each([
  ['both', both, 'aws-role'],
  ['accounts alone', settings, 'aws-role'],
  ['stacks alone', { stacks: both.stacks }, 'grafana'],
] as const)(
  'a new draft of a deployment that offers %s begins with its first kind',
  (_, offer, kind) => {
    expect(draftOf(null, offer).kind).toBe(kind);
  },
);
