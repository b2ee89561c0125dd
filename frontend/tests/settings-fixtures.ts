import { parseSettings } from '../src/wire/settings';

/** wireSettings is what the backend answers to GET /v1/settings. */
export const wireSettings = {
  externalId: 'pw-site-space',
  principal: { arn: 'arn:aws:iam::999988887777:role/pagewatch-backend' },
  partition: 'aws',
  regions: [
    { id: 'eu-central-1', name: 'Europe (Frankfurt)' },
    { id: 'us-east-1', name: 'US East (N. Virginia)' },
  ],
  awsUserAllowed: true,
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
    },
    {
      id: 'c-2',
      name: 'Half linked',
      kind: 'aws-user',
      regions: ['eu-central-1'],
      namePrefixes: [],
      status: 'pending',
    },
  ],
};

/** settings is the same, read. */
export const settings = parseSettings(wireSettings);
