/** accountForm is the part of form that names CloudWatch or AWS. */
export const accountForm = {
  setUp: 'What AWS needs to know',
  role: 'AWS account, with an IAM role (recommended)',
  roleHelp: 'No key is kept. You can withdraw it in AWS at any time.',
  user: 'AWS account, with IAM user keys (discouraged)',
  userHelp:
    'A long-lived secret that has to be kept and rotated, and that no External ID protects. Only for AWS accounts that cannot offer a role.',
  roleArn: 'Role ARN',
  roleArnHelp: (partition: string, name: string) =>
    `Such as arn:${partition}:iam::111122223333:role/${name}`,
  rolePrefixHelp: (prefix: string) => `The name of the role must begin with ${prefix}.`,
  offeredName: (account: string) => `Account ${account}`,
  accessKeyId: 'Access key ID',
  secret: 'Secret access key',
  secretHelp: 'Kept encrypted and never shown again.',
  keep: 'Leave both empty to keep the key that is stored. To rotate it, enter the new one: the old one stays in use until the new one is tested and saved.',
  regions: 'Regions',
  regionsHelp: 'Pages can show alarms of these Regions only.',
  prefixes: 'Alarm names begin with (optional)',
  prefixesHelp:
    'A fence: pages can show only alarms whose names begin with one of these. One per line or separated by commas. Leave empty to allow every alarm.',
  narrower:
    'You are taking away Regions or alarm names. Macros that show them now will show an error instead, until they are changed.',
  wrong: {
    roleArn: (partition: string) =>
      `Enter the whole ARN of a role: arn:${partition}:iam::, the twelve digits of the account, :role/ and its name.`,
    rolePrefix: (prefix: string) =>
      `The people who run Pagewatch allow only roles whose names begin with ${prefix}.`,
    accessKeyId: 'Enter the access key ID, 16 to 128 capital letters and digits.',
    secret: 'Enter the secret access key.',
    regions: 'Choose at least one Region.',
  },
} as const;
