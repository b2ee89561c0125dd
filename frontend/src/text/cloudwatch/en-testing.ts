import { plural } from '../plural';

/** steps is the statement that each step proves. */
const steps = {
  principal: "Pagewatch's own AWS identity works",
  assume: 'AWS lets Pagewatch use the role with your External ID',
  'refuse-missing': 'AWS refuses without an External ID',
  'refuse-random': 'AWS refuses with a made-up External ID',
  'refuse-foreign': 'AWS refuses with the External ID of another Confluence site',
  'refuse-sibling': 'AWS refuses with the External ID of another space of this site',
  identity: 'AWS knows the access key',
  alarms: 'Alarms can be read',
  composites: 'Composite alarms',
  'refuse-former': 'AWS refuses with the former External ID',
} as const;

/** accountTesting is the part of testing that names CloudWatch or AWS. */
export const accountTesting = {
  steps,
  alarmsIn: (region: string) => `Alarms can be read in ${region}`,
  alarmsInEach: 'Alarms can be read in each Region',
  seen: (n: number, more: boolean, prefix?: string) =>
    (more ? `more than ${plural(n, 'alarm', 'alarms')}` : plural(n, 'alarm', 'alarms')) +
    (prefix === undefined ? '' : ` with names that begin with “${prefix}”`),
  noneBegins: 'No alarm begins with this. Is it spelled right?',
  composites: {
    seen: 'seen',
    'none-seen': 'none seen, so there is no telling whether they would be shown',
  },
  account: (id: string) => `AWS account ${id}`,
  states: {
    running: 'Asking AWS…',
  },
  patience: {
    role: 'A new role can take up to a minute.',
    other: 'A change in AWS can take up to a minute.',
  },
  passed: {
    'aws-role':
      'Every step passed. The role works for this space, and AWS refuses it for anybody without the External ID of this space.',
    'aws-user': 'Every step passed.',
  },
  unseen: {
    'aws-role':
      'Nothing failed. The role works for this space, and AWS refuses it for anybody without the External ID of this space. Whether composite alarms would be shown could not be told.',
    'aws-user': 'Nothing failed. Whether composite alarms would be shown could not be told.',
  },
  advised: {
    'refuse-former': {
      title: 'The connection uses the new External ID. AWS still accepts the former one.',
      next: 'Remove the former ID from the role’s policy, then test again.',
    },
  },
  failedNext: 'Mend in AWS what the failed step names, then test again.',
  diagnosis: {
    title: 'The trust policy of the role lets in more than this space',
    faults: {
      'no-condition':
        'AWS let Pagewatch in with every External ID and with none: the trust policy has no condition on sts:ExternalId at all.',
      'if-exists':
        'AWS let Pagewatch in without an External ID, but with no wrong one: the condition uses an operator that ends in IfExists.',
      'any-id':
        'AWS let Pagewatch in with any External ID: the condition is probably a StringLike with “*”.',
      'any-pagewatch-id':
        'AWS let Pagewatch in with the External IDs of other Confluence sites: the condition is probably a StringLike with “pw-*”.',
      'any-space-of-site':
        'AWS let Pagewatch in with the External IDs of other spaces of this site: the condition is probably a StringLike that ends in “*”.',
      other:
        'AWS let Pagewatch in with External IDs that are not of this space. Look for a wildcard, for IfExists, or for a second statement that allows the same.',
    },
    wrong: 'Probably there now',
    compare: 'Compare the trust policy of the role with this condition.',
    right: 'How it should read',
    what: 'the right condition',
  },
} as const;
