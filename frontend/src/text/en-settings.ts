import { plural } from './plural';

/** settings is every sentence of the space settings page. */
export const settings = {
  title: 'AWS accounts of this space',
  intro: 'Pages of this space can show the CloudWatch alarms of the AWS accounts that are linked here.',
  loading: 'Loading the settings…',
  retry: 'Try again',
  before: {
    title: 'Before you link an account',
    readers:
      'Everyone who can view this space will be able to see the alarms of the accounts linked here: names, descriptions, states and reasons. Limit that with Regions and name prefixes.',
    role: 'Link accounts through an IAM role. Pagewatch then holds no AWS key: each time somebody looks, it borrows the role for one question and drops it.',
    kept: 'Alarms are read live and never stored. Pagewatch cannot change anything in AWS.',
  },
  trust: {
    title: 'What your AWS account needs to know',
    intro: 'Create an IAM role named PagewatchReadAlarms with these two policies, then link it below.',
    externalId: 'External ID',
    externalIdHelp: 'Issued for this space. It keeps other spaces from using your role. It never changes.',
    principal: 'Pagewatch in AWS',
    principalHelp: 'Who borrows the role.',
    trustPolicy: 'Trust policy',
    trustHelp: 'Lets Pagewatch, and nobody else, borrow the role, and only for this space.',
    permissions: 'Permissions policy',
    permissionsHelp:
      'One action that reads. CloudWatch leaves out composite alarms unless the resource is “*”.',
  },
  copy: {
    copy: 'Copy',
    label: (what: string) => `Copy ${what}`,
    copied: 'Copied',
    done: (what: string) => `${what} copied.`,
    failed: 'Not copied. Select the text and copy it by hand.',
  },
  connections: {
    title: 'Linked accounts',
    add: 'Link an account',
    none: 'No account is linked to this space yet.',
    columns: {
      name: 'Name',
      access: 'Access',
      regions: 'Regions',
      fence: 'Alarm names',
      status: 'Status',
      actions: 'Actions',
    },
    everyName: 'Every alarm',
    kinds: { 'aws-role': 'IAM role', 'aws-user': 'IAM user keys' },
    account: (id: string) => `Account ${id}`,
    arnOf: (name: string) => `ARN of ${name}`,
    ready: 'Linked',
    pending: 'Interrupted',
    pendingWhy: 'Linking was interrupted. Remove it, then link it again.',
    damaged: 'Damaged',
    damagedWhy: 'What is kept of it cannot be read. Remove it, then link it again.',
    unnamed: 'Unknown account',
    test: 'Test',
    edit: 'Edit',
    remove: 'Remove',
  },
  form: {
    addTitle: 'Link an AWS account',
    editTitle: (name: string) => `Edit ${name}`,
    name: 'Name',
    nameHelp: 'What page authors will choose from, such as “Payments production”.',
    kind: 'How Pagewatch gets in',
    role: 'IAM role (recommended)',
    roleHelp: 'No key is kept. You can withdraw it in AWS at any time.',
    user: 'IAM user keys (discouraged)',
    userHelp:
      'A long-lived secret that has to be kept and rotated. Only for accounts that cannot offer a role.',
    roleArn: 'Role ARN',
    roleArnHelp: (partition: string) => `Such as arn:${partition}:iam::111122223333:role/PagewatchReadAlarms`,
    accessKeyId: 'Access key id',
    secret: 'Secret access key',
    secretHelp: 'Kept encrypted and never shown again.',
    keep: 'Leave both empty to keep the keys that are stored.',
    regions: 'Regions',
    regionsHelp: 'Pages can show alarms of these Regions only.',
    prefixes: 'Alarm names begin with (optional)',
    prefixesHelp:
      'A fence: pages can show only alarms whose names begin with one of these. One per line or separated by commas. Leave empty to allow every alarm.',
    test: 'Test',
    link: 'Link account',
    save: 'Save changes',
    cancel: 'Cancel',
    anyway: 'Link anyway',
    saveAnyway: 'Save anyway',
    failedTitle: 'Not every Region answered',
    failed: 'Pages will show this failure until it is repaired. Do you want to go on?',
    back: 'Back to the form',
    wrong: {
      name: 'Enter a name.',
      roleArn: (partition: string) =>
        `Enter the ARN of a role, such as arn:${partition}:iam::111122223333:role/PagewatchReadAlarms: twelve digits, then role/ and its name.`,
      accessKeyId: 'Enter the access key id, 16 or more capital letters and digits.',
      secret: 'Enter the secret access key.',
      regions: 'Choose at least one Region.',
    },
  },
  test: {
    title: 'Test',
    running: 'Asking…',
    waiting: 'Waiting',
    failed: 'Failed',
    seen: (n: number, more: boolean, prefix?: string) =>
      (more ? `More than ${n} alarms seen` : `${plural(n, 'alarm', 'alarms')} seen`) +
      (prefix === undefined ? '' : ` that begin with “${prefix}”`),
    of: (name: string) => `Test of ${name}`,
    close: 'Close',
  },
  removal: {
    title: (name: string) => `Remove ${name}?`,
    what: 'Macros that show this connection will say that it is no longer linked. What Pagewatch keeps about it is erased and cannot be brought back. The role or user in AWS stays: delete it there too.',
    yes: 'Remove',
    no: 'Keep it',
    receipt: (name: string, records: string) => `${name} is removed. Erased: ${records}.`,
    records: (record: string) =>
      record === 'secret'
        ? 'its credentials'
        : record === 'metadata'
          ? 'its description'
          : `its ${record} record`,
    nothing: 'nothing was left to erase',
  },
  linked: (name: string) => `${name} is linked.`,
  saved: (name: string) => `The changes to ${name} are saved.`,
} as const;
