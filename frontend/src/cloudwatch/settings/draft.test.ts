import { describe, expect, test } from 'vitest';
import { accountSettings, settings } from '../../../tests/settings-fixtures';
import { errorsFrom } from '../../providers/drafts';
import type { Siblings } from '../../settings/name';
import { text } from '../../text/en';
import {
  aboutOf,
  bodyOf,
  changesOf,
  fieldsOf,
  validateDraft,
  type AccountDraft as Draft,
} from './draft';

const role: Draft = {
  name: ' Payments ',
  kind: 'aws-role',
  roleArn: ' arn:aws:iam::111122223333:role/path/pagewatch ',
  accessKeyId: '',
  secretAccessKey: '',
  regions: ['eu-central-1'],
  namePrefixes: 'checkout-, payments-\n\ncheckout-',
};
const user: Draft = {
  ...role,
  kind: 'aws-user',
  accessKeyId: 'AKIAEXAMPLEEXAMPLE12',
  secretAccessKey: 'secret',
};
const { wrong } = text.settings.form;
const arn = { roleArn: wrong.roleArn('aws') };
const [saved] = settings.connections;
if (saved?.kind !== 'aws-role') throw new Error('fixture');
const alone = { connection: null, connections: [] };
const editing = { connection: saved, connections: settings.connections };

describe('validateDraft', () => {
  test.each<[string, Draft, Siblings, object]>([
    ['a role', role, alone, {}],
    ['keys', user, alone, {}],
    ['no name', { ...role, name: ' ' }, alone, { name: wrong.name }],
    ['no Region', { ...role, regions: [] }, alone, { regions: wrong.regions }],
    ['no ARN', { ...role, roleArn: '' }, alone, arn],
    ['the ARN of a user', { ...role, roleArn: 'arn:aws:iam::111122223333:user/x' }, alone, arn],
    [
      'an ARN of another partition',
      { ...role, roleArn: 'arn:aws-cn:iam::111122223333:role/x' },
      alone,
      arn,
    ],
    [
      'an account that is too short',
      { ...role, roleArn: 'arn:aws:iam::11112222333:role/x' },
      alone,
      arn,
    ],
    [
      'an ARN with more behind it',
      { ...role, roleArn: 'arn:aws:iam::111122223333:role/x y' },
      alone,
      arn,
    ],
    ['a short key id', { ...user, accessKeyId: 'AKIA' }, alone, { accessKeyId: wrong.accessKeyId }],
    ['no secret', { ...user, secretAccessKey: '' }, alone, { secretAccessKey: wrong.secret }],
    [
      'no keys for a new account',
      { ...user, accessKeyId: '', secretAccessKey: '' },
      alone,
      {
        accessKeyId: wrong.accessKeyId,
        secretAccessKey: wrong.secret,
      },
    ],
    ['stored keys that stay', { ...user, accessKeyId: '', secretAccessKey: '' }, editing, {}],
    [
      'half of new keys',
      { ...user, secretAccessKey: '' },
      editing,
      { secretAccessKey: wrong.secret },
    ],
    [
      'the name of another connection',
      { ...role, name: 'old keys' },
      editing,
      { name: wrong.nameTaken },
    ],
    ['its own name', { ...role, name: saved.name }, editing, {}],
  ])('%s', (_, draft, siblings, errors) => {
    expect(validateDraft(draft, accountSettings, siblings)).toEqual(errors);
  });
});

describe('where the operator allows some roles only', () => {
  const narrow = { ...accountSettings, rolePrefix: 'Pagewatch' };
  const of = (name: string): Draft => ({
    ...role,
    roleArn: `arn:aws:iam::111122223333:role/${name}`,
  });

  test.each(['PagewatchReadAlarms', 'team/PagewatchReadAlarms', 'Pagewatch'])(
    '%s will do',
    (name) => {
      expect(validateDraft(of(name), narrow, alone)).toEqual({});
    },
  );

  test.each(['ReadAlarms', 'pagewatch', 'Pagewatch/ReadAlarms'])('%s will not', (name) => {
    expect(validateDraft(of(name), narrow, alone)).toEqual({
      roleArn: wrong.rolePrefix('Pagewatch'),
    });
  });
});

describe('a proof is about', () => {
  const about = aboutOf(role, 'pw-a-b');

  test.each<[string, Draft, string]>([
    ['the role', { ...role, roleArn: 'arn:aws:iam::111122223333:role/other' }, 'pw-a-b'],
    ['the Regions', { ...role, regions: ['us-east-1'] }, 'pw-a-b'],
    ['the kind', user, 'pw-a-b'],
    ['the External ID', role, 'pw-a-c'],
  ])('%s', (_, draft, externalId) => {
    expect(aboutOf(draft, externalId)).not.toBe(about);
  });

  test('the keys', () => {
    expect(aboutOf({ ...user, secretAccessKey: 'other' }, '')).not.toBe(aboutOf(user, ''));
  });

  test('not the name and not the fence', () => {
    expect(aboutOf({ ...role, name: 'New', namePrefixes: '' }, 'pw-a-b')).toBe(about);
  });
});

describe('the request body', () => {
  test('a role carries no key, even one typed before the kind was changed', () => {
    expect(bodyOf({ ...user, kind: 'aws-role' })).toEqual({
      name: 'Payments',
      kind: 'aws-role',
      roleArn: 'arn:aws:iam::111122223333:role/path/pagewatch',
      regions: ['eu-central-1'],
      namePrefixes: ['checkout-', 'payments-'],
    });
  });

  test('keys carry no role', () => {
    expect(bodyOf(user)).toMatchObject({
      accessKeyId: 'AKIAEXAMPLEEXAMPLE12',
      secretAccessKey: 'secret',
    });
    expect(bodyOf(user)).not.toHaveProperty('roleArn');
  });

  test('a change names only what differs', () => {
    const { name, kind } = saved;
    const draft: Draft = { name, kind, ...fieldsOf(saved) };
    expect(changesOf(draft, saved)).toEqual({});
    expect(changesOf({ ...draft, regions: draft.regions.toReversed() }, saved)).toEqual({});
    expect(changesOf({ ...draft, name: 'New', namePrefixes: '' }, saved)).toEqual({
      name: 'New',
      namePrefixes: [],
    });
  });
});

test.each<[string | undefined, object]>([
  ['connection.roleArn', { roleArn: 'No.' }],
  ['connection.regions[1]', { regions: 'No.' }],
  ['namePrefixes', { namePrefixes: 'No.' }],
  ['spaceId', {}],
  [undefined, {}],
])('the backend names %s', (field, errors) => {
  expect(errorsFrom(field, 'No.')).toEqual(errors);
});
