import type { AccountSettings } from '../src/cloudwatch/wire/account-settings';
import { parseSettings, type Settings } from '../src/wire/settings';

const externalId = 'pw-site-space';

/** trustPolicy is the trust policy with the values that the backend fills in. */
export const trustPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::999988887777:root' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'sts:ExternalId': externalId },
        ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::999988887777:role/pagewatch-backend' },
      },
    },
  ],
};

/** wireSettings is a reply to GET /v1/settings. */
export const wireSettings = {
  externalId,
  principal: { arn: 'arn:aws:iam::999988887777:role/pagewatch-backend' },
  partition: 'aws',
  regions: [
    { id: 'eu-central-1', name: 'Europe (Frankfurt)' },
    { id: 'us-east-1', name: 'US East (N. Virginia)' },
  ],
  awsUserAllowed: true,
  rolePrefix: '',
  receipts: true,
  version: '1.4.0',
  setup: {
    roleName: 'PagewatchReadAlarms',
    quickCreate: 'https://console.example/quickcreate',
    files: [
      { id: 'cloudformation', name: 'pagewatch-role.yaml', text: 'Resources: {}\n' },
      {
        id: 'terraform',
        name: 'pagewatch-role.tf',
        text: 'resource "aws_iam_role" "pagewatch" {}\n',
      },
      { id: 'cli', name: 'pagewatch-role.sh', text: 'aws iam create-role\n' },
      { id: 'trust', name: 'pagewatch-trust.json', text: JSON.stringify(trustPolicy, null, 2) },
      { id: 'permissions', name: 'pagewatch-permissions.json', text: '{"Statement":[]}' },
    ],
  },
  connections: [
    {
      id: 'c-1',
      name: 'Payments production',
      kind: 'aws-role',
      roleArn: 'arn:aws:iam::111122223333:role/pagewatch-alarms',
      account: '111122223333',
      regions: ['eu-central-1', 'us-east-1'],
      namePrefixes: ['checkout-'],
      status: 'ready',
      createdAt: '2026-11-01T10:00:00Z',
      updatedAt: '2026-11-01T10:00:00Z',
      version: 'v-1',
      test: {
        at: '2026-11-20T10:00:00Z',
        outcome: 'passed',
        results: [
          { step: 'assume', outcome: 'passed', at: '2026-11-20T10:00:00Z' },
          { step: 'alarms', region: 'eu-central-1', outcome: 'passed', at: '2026-11-20T10:00:02Z' },
        ],
      },
    },
    {
      id: 'c-2',
      name: 'Half linked',
      kind: 'aws-user',
      regions: ['eu-central-1'],
      namePrefixes: [],
      status: 'pending',
    },
    {
      id: 'c-3',
      name: 'Old keys',
      kind: 'aws-user',
      account: '444455556666',
      regions: ['eu-central-1'],
      namePrefixes: [],
      status: 'ready',
    },
  ],
};

/** settings is the parsed wireSettings. */
export const settings = parseSettings(wireSettings);

/** accountSettings is the part of settings about AWS accounts. */
export const accountSettings = accountsOf(settings);

function accountsOf({ accounts }: Settings): AccountSettings {
  if (!accounts) throw new Error('the settings offer no accounts');
  return accounts;
}

/** settingsWithoutAccounts is the reply of a deployment that offers no AWS accounts. */
export const settingsWithoutAccounts = {
  receipts: wireSettings.receipts,
  version: wireSettings.version,
  connections: wireSettings.connections,
};

/** emptySettings is the reply for a space without connections. */
export const emptySettings = { ...wireSettings, connections: [] };
