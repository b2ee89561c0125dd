import { describe, expect, test } from 'vitest';
import { settings } from '../../tests/settings-fixtures';
import { text } from '../text/en';
import { bodyOf, changesOf, draftOf, errorsFrom, validateDraft, type Draft } from './draft';
import { permissionsPolicy, trustPolicy } from './policies';

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

describe('validateDraft', () => {
  test.each<[string, Draft, boolean, object]>([
    ['a role', role, false, {}],
    ['keys', user, false, {}],
    ['no name', { ...role, name: ' ' }, false, { name: wrong.name }],
    ['no Region', { ...role, regions: [] }, false, { regions: wrong.regions }],
    ['no ARN', { ...role, roleArn: '' }, false, arn],
    ['the ARN of a user', { ...role, roleArn: 'arn:aws:iam::111122223333:user/x' }, false, arn],
    ['an ARN of another partition', { ...role, roleArn: 'arn:aws-cn:iam::111122223333:role/x' }, false, arn],
    ['an account that is too short', { ...role, roleArn: 'arn:aws:iam::11112222333:role/x' }, false, arn],
    ['an ARN with more behind it', { ...role, roleArn: 'arn:aws:iam::111122223333:role/x y' }, false, arn],
    ['a short key id', { ...user, accessKeyId: 'AKIA' }, false, { accessKeyId: wrong.accessKeyId }],
    ['no secret', { ...user, secretAccessKey: '' }, false, { secretAccessKey: wrong.secret }],
    [
      'no keys for a new account',
      { ...user, accessKeyId: '', secretAccessKey: '' },
      false,
      {
        accessKeyId: wrong.accessKeyId,
        secretAccessKey: wrong.secret,
      },
    ],
    ['stored keys that stay', { ...user, accessKeyId: '', secretAccessKey: '' }, true, {}],
    ['half of new keys', { ...user, secretAccessKey: '' }, true, { secretAccessKey: wrong.secret }],
  ])('%s', (_, draft, editing, errors) => {
    expect(validateDraft(draft, settings, editing)).toEqual(errors);
  });
});

describe('what is sent', () => {
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
    expect(bodyOf(user)).toMatchObject({ accessKeyId: 'AKIAEXAMPLEEXAMPLE12', secretAccessKey: 'secret' });
    expect(bodyOf(user)).not.toHaveProperty('roleArn');
  });

  test('a change names only what differs', () => {
    const [connection] = settings.connections;
    if (!connection) throw new Error('fixture');
    const draft = draftOf(connection);
    expect(changesOf(draft, connection)).toEqual({});
    expect(changesOf({ ...draft, name: 'New', namePrefixes: '' }, connection)).toEqual({
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

test('the policies name our account, our one ARN and the External ID of the space', () => {
  expect(JSON.parse(trustPolicy(settings))).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::999988887777:root' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'sts:ExternalId': settings.externalId },
          ArnEquals: { 'aws:PrincipalArn': settings.principalArn },
        },
      },
    ],
  });
  expect(JSON.parse(permissionsPolicy())).toMatchObject({
    Statement: [{ Effect: 'Allow', Action: 'cloudwatch:DescribeAlarms', Resource: '*' }],
  });
});
