import type { AccountKind } from '../../wire/kind';
import { plural } from '../plural';

/** rotation is the texts of a rotation of the External ID. */
const rotation = {
  why: 'Rotate it to change it without a gap. A new External ID is issued beside the former one. Pages keep showing alarms with the former one until each role takes the new one.',
  change: 'Change the External ID',
  begin: 'Rotate…',
  asking: {
    ask: 'Rotate the External ID?',
    now: 'A new External ID is issued. Nothing changes for pages now: they go on with the former one.',
    move: 'These connections have to move to the new one, each by a change of its role’s trust policy and a test:',
    unknown: 'This page does not know these connections. They may have to move too:',
    drops: (days: number, day: string) =>
      `After ${days} days, on ${day}, the former External ID is dropped for good. Alarms of a connection that has not moved by then stop showing.`,
    yes: 'Rotate the External ID',
    no: 'Not now',
  },
  nothingToMove: 'The External ID is a new one. No connection used the former one.',
  running: 'A rotation is in progress',
  left: (days: number, day: string) =>
    `${plural(days, 'day', 'days')} left, until ${day}. After that the former External ID stops working.`,
  both: 'Put both External IDs into the trust policy of each role that waits. Its pages keep working.',
  test: 'Press Test in the row of each connection above. When its test passes, it moves: from then on its pages use the new External ID.',
  clean:
    'Take the former External ID out of the trust policy of each connection that has moved, and test it once more.',
  trust: 'Trust policy',
  value: 'For CloudFormation and Terraform',
  valueHelp:
    'Paste it as the parameter ExternalId of the CloudFormation stack, or as the variable external_id in Terraform: the role then accepts both External IDs.',
  newHelp:
    'Paste it as the parameter ExternalId of the CloudFormation stack, or as the variable external_id in Terraform: the role then accepts the new External ID alone.',
  list: 'Connections in this rotation',
  states: {
    waiting: {
      word: 'Waiting',
      why: 'Uses the former External ID. Put both into the trust policy, then test.',
    },
    dark: {
      word: 'No access',
      why: 'The role accepts neither External ID, so pages do not show these alarms. Put both into the trust policy, then test.',
    },
    moved: {
      word: 'Moved',
      why: 'Uses the new External ID. Take the former one out of the trust policy, then test.',
    },
    refused: {
      word: 'No access',
      why: 'The role does not accept the new External ID, so pages do not show these alarms. Add it to the trust policy, then test.',
    },
    failing: {
      word: 'Test failed',
      why: 'Uses the new External ID. Its last test failed: mend in AWS what the test names, then test again.',
    },
    'former-accepted': {
      word: 'Former ID works',
      why: 'Uses the new External ID. Remove the former ID from the role’s policy, then test.',
    },
    settled: { word: 'Done', why: 'Uses the new External ID. AWS refuses the former one.' },
    unknown: { word: 'Unknown', why: 'Reload the page: a newer version may know this state.' },
  },
  removeFormer: 'The former ID still works. Remove it from the role’s policy, then test again.',
  end: 'End now…',
  ask: 'End the rotation now?',
  stops:
    'The former External ID is dropped and cannot be brought back. Alarms of these connections do not show until their trust policies name the new one:',
  stopsNothing:
    'The former External ID is dropped and cannot be brought back. Every connection uses the new one, so nothing stops.',
  failing: 'The last test of these connections failed. Pages may not show their alarms:',
  confirm: 'I know that these connections do not work until I change their trust policies.',
  yes: 'End the rotation',
  no: 'Go on with it',
  over: 'The rotation is over. The former External ID is dropped for good.',
  conflict: 'This rotation has already ended. The page shows what is there now.',
} as const;

/** accountSettings is the part of settings that names CloudWatch or AWS. */
export const accountSettings = {
  partition: {
    aws: 'This Pagewatch serves AWS accounts of the commercial partition (aws), not GovCloud or China.',
    'aws-us-gov':
      'This Pagewatch reaches AWS accounts of AWS GovCloud (US) only (partition aws-us-gov).',
    'aws-cn': 'This Pagewatch reaches AWS accounts of the China Regions only (partition aws-cn).',
    other: (id: string) => `This Pagewatch reaches AWS accounts of the partition ${id} only.`,
  },
  notOffered:
    'This Pagewatch links neither AWS accounts nor Grafana stacks. If you need to link one, ask the people who run it.',
  connections: {
    columns: {
      account: 'AWS account',
      places: 'Regions',
    },
    everyName: 'Every alarm',
    kinds: { 'aws-role': 'IAM role', 'aws-user': 'IAM user keys' } satisfies Record<
      AccountKind,
      string
    >,
    arnOf: (name: string) => `ARN of ${name}`,
    untestedSince: {
      'aws-role':
        'Not tested as it is now, so its alarms may not show. The trust policy it needs is under Edit, at “What AWS needs to know”.',
      'aws-user': 'Not tested as it is now.',
    },
  },
  removal: {
    records: {
      'aws-role': { secret: 'its role ARN', metadata: 'its settings', test: 'its last test' },
      'aws-user': { secret: 'its access key', metadata: 'its settings', test: 'its last test' },
    } satisfies Record<AccountKind, object>,
    reach: (account: string | undefined, places: string) =>
      [...(account === undefined ? [] : [`AWS account ${account}`]), places].join(': '),
    stays: {
      'aws-role': 'The role in AWS stays. It can be deleted there.',
      'aws-user': 'The user and its access key in AWS stay. They can be deleted there.',
    } satisfies Record<AccountKind, string>,
  },
  rotation,
  externalId: {
    title: 'External ID',
    intro:
      'The trust policy of every role that is linked here names this External ID. It is issued for this space alone and stays the same unless you change it.',
    value: 'External ID of this space',
    introRotating:
      'The External ID of this space is changing. Both are issued for this space alone. Until a connection has moved, its role has to accept both.',
    newValue: 'New External ID',
    newHelp: 'For new connections and those that have moved: their roles need it alone.',
    formerValue: 'Former External ID',
    formerHelp: 'For connections that wait: pages use it until they have moved.',
    valueHelp: 'Not a secret, but keep it to those who set up roles.',
    other:
      'If the External ID must stop working now, replace it at once. Every connection then stops until its trust policy is edited.',
    issue: 'Replace at once…',
    ask: 'Replace the External ID at once?',
    breaks:
      'Alarms of every role that is linked to this space stop showing at once, until its trust policy names the new External ID. Macros show an error meanwhile.',
    endsRotation: 'It ends the rotation, too.',
    concerned: 'Connections concerned:',
    unknown: 'This page does not know these connections. Their alarms may stop showing too:',
    back: 'The old one cannot be brought back. What the last tests said is forgotten.',
    confirm: 'I know that these connections stop working until I change their trust policies.',
    yes: 'Replace it at once',
    no: 'Keep the current one',
    done: 'A new External ID is issued.',
    next: 'Put it into the trust policy of each linked role, then test the connections. The new trust policy is under Edit of each, at “What AWS needs to know”.',
    conflict: 'The External ID has already been replaced. The page shows the new one now.',
  },
} as const;
