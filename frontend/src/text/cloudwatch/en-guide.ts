/** accountGuide is the part of guide that names CloudWatch or AWS. */
export const accountGuide = {
  intro:
    'Three steps, about five minutes. You need somebody who may create an IAM role in the AWS account.',
  consequences: {
    readers:
      'Everybody who can view this space will see names, descriptions, states and reasons of the alarms that its connections show. You choose the Regions and the beginnings of names.',
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
    intro: 'Everything is filled in for this space. Each way makes the same role.',
    prefix: (prefix: string) =>
      `This Pagewatch may use only roles whose names begin with ${prefix}. Keep that if you rename it.`,
    externalId: 'External ID',
    externalIdHelp:
      'Issued for this space alone. The role has to ask for exactly this one, so that no other space can use it.',
    both: 'The External ID of this space is changing, and this connection has not moved: its role has to accept both. Everything below names both.',
    newHelp: 'Pages use it from the next test of this connection that passes.',
    formerHelp:
      'Pages use it until then. Keep it in the trust policy until the connection has moved.',
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
        'Opens the AWS console with the stack filled in. Acknowledge the IAM resources, choose Create stack, and copy RoleArn from the outputs.',
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
    look: 'Look at it',
    lookAt: (what: string) => `: ${what}`,
  },
  user: {
    title: 'Create the IAM user in AWS',
    intro:
      'Give the user this permissions policy and nothing else, and create an access key for it.',
  },
  test: {
    role: 'Pagewatch asks AWS for the role in the right way, and then in four wrong ways, which AWS has to refuse. Nothing is kept.',
    user: 'Pagewatch asks AWS with these keys. Nothing is kept before you save.',
  },
} as const;
