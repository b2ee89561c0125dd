/** guide is every sentence that leads through the linking of an AWS account, but for the form and the test. */
export const guide = {
  title: 'Link an AWS account',
  intro: 'Five steps, about five minutes. You need somebody who may create an IAM role in the AWS account.',
  done: 'done',
  cancel: 'Cancel',
  before: {
    title: 'Know who will see what',
    readers:
      'Everybody who can view this space will see the alarms that its connections show: names, descriptions, states and reasons. Regions and name prefixes, which you choose below, are the fence.',
    access: {
      'aws-role':
        'Pagewatch holds no AWS key. Each time somebody looks, it borrows the role for one question and drops it.',
      'aws-user':
        'Pagewatch keeps the access key, encrypted, until you remove the connection, and signs with it each time somebody looks.',
    },
    kept: {
      'aws-role': 'Alarms are read live and never stored. Pagewatch cannot change anything in AWS.',
      'aws-user':
        'Alarms are read live and never stored. With keys, Pagewatch asks for alarms only; what the keys may do besides is up to the policies of the user.',
    },
  },
  role: {
    title: 'Create the role in AWS',
    intro: 'Everything below is filled in for this space. Choose the way you like; each makes the same role.',
    prefix: (prefix: string) =>
      `This Pagewatch may use only roles whose names begin with ${prefix}. Keep that if you rename it.`,
    externalId: 'External ID',
    externalIdHelp:
      'Issued for this space alone. The role has to ask for exactly this one, so that no other space can use it.',
    principal: 'Pagewatch in AWS',
    principalHelp: 'Who borrows the role.',
    ways: 'Ways to create the role',
    tabs: {
      cloudformation: 'CloudFormation',
      terraform: 'Terraform',
      cli: 'AWS CLI',
      policies: 'Policies',
    },
    quickCreate: 'Create the stack in the AWS console',
    how: {
      quick:
        'Opens the AWS console with the stack filled in. Tick the acknowledgement of IAM resources, choose Create stack, and copy RoleArn from the outputs.',
      cloudformation:
        'In the AWS console, create a stack from this template. Afterwards copy RoleArn from its outputs.',
      orCloudformation: 'Or create a stack from the template by hand:',
      terraform: 'Add this to your configuration and apply it. It prints the ARN of the role.',
      cli: 'Run this in a shell that is signed in to the AWS account. It prints the ARN of the role.',
      policies: 'Create a role with these two policies and copy its ARN.',
    },
    files: {
      cloudformation: 'CloudFormation template',
      terraform: 'Terraform configuration',
      cli: 'AWS CLI commands',
      trust: 'Trust policy',
      permissions: 'Permissions policy',
    },
    permission: 'The one permission it needs is',
    action: 'cloudwatch:DescribeAlarms',
    star: 'on Resource “*”: AWS returns composite alarms only to a permission on “*”.',
    download: 'Download',
    downloadOf: (what: string) => `Download ${what}`,
  },
  user: {
    title: 'Create the IAM user in AWS',
    intro:
      'You chose the keys of an IAM user below. Give that user this permissions policy and nothing else, and create an access key for it.',
  },
  describe: { title: 'Describe the connection' },
  test: {
    title: 'Test it',
    role: 'Pagewatch asks AWS for the role in the right way, and then in four wrong ways, which AWS has to refuse. Nothing is kept.',
    user: 'Pagewatch asks AWS with these keys. Nothing is kept before you save.',
  },
  save: { title: 'Save it' },
} as const;

/** form is every sentence of the form of a connection. */
export const form = {
  editTitle: (name: string) => `Edit ${name}`,
  setUp: 'What AWS needs to know',
  name: 'Name of the connection',
  nameHelp: 'What page authors will choose from, such as “Payments production”.',
  kind: 'How Pagewatch gets in',
  role: 'IAM role (recommended)',
  roleHelp: 'No key is kept. You can withdraw it in AWS at any time.',
  user: 'IAM user keys (discouraged)',
  userHelp:
    'A long-lived secret that has to be kept and rotated, and that no External ID protects. Only for AWS accounts that cannot offer a role.',
  roleArn: 'Role ARN',
  roleArnHelp: (partition: string, name: string) => `Such as arn:${partition}:iam::111122223333:role/${name}`,
  rolePrefixHelp: (prefix: string) => `The name of the role must begin with ${prefix}.`,
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
  needsTest: 'What you changed decides how Pagewatch gets in, so it has to be tested before it can be saved.',
  saveNew: 'Save the connection',
  save: 'Save changes',
  cancel: 'Cancel',
  reasons: {
    untested: 'Only a connection that has passed the whole test can be saved. Test it first.',
    running: 'The test is still running.',
    failed: 'The test has not passed, so this cannot be saved.',
    ready: 'The test passed. Save within ten minutes of it.',
  },
  wrong: {
    name: 'Enter a name.',
    roleArn: (partition: string) =>
      `Enter the whole ARN of a role: arn:${partition}:iam::, the twelve digits of the account, :role/ and its name.`,
    rolePrefix: (prefix: string) =>
      `The people who run Pagewatch allow only roles whose names begin with ${prefix}.`,
    accessKeyId: 'Enter the access key ID, 16 to 128 capital letters and digits.',
    secret: 'Enter the secret access key.',
    regions: 'Choose at least one Region.',
  },
} as const;
