import type { ConnectionKind } from '../../wire/kind';
import type { ListedConnection } from '../../wire/settings';

const erasedRecords = {
  'aws-role': { secret: 'its role ARN', metadata: 'its settings', test: 'its last test' },
  'aws-user': { secret: 'its access key', metadata: 'its settings', test: 'its last test' },
  unknown: { secret: 'its secret', metadata: 'its settings', test: 'its last test' },
} as const satisfies Record<ListedConnection['kind'], object>;

function erased(kind: ListedConnection['kind'], record: string): string {
  const known: Partial<Record<string, string>> = erasedRecords[kind];
  return known[record] ?? `its ${record} record`;
}

/** accountSettings is the part of settings that names CloudWatch or AWS. */
export const accountSettings = {
  title: 'AWS connections of this space',
  intro:
    'A connection lets pages of this space show the CloudWatch alarms of one AWS account, live, each time somebody looks.',
  partition: {
    aws: 'This Pagewatch serves AWS accounts of the commercial partition (aws), not GovCloud or China.',
    'aws-us-gov':
      'This Pagewatch reaches AWS accounts of AWS GovCloud (US) only (partition aws-us-gov).',
    'aws-cn': 'This Pagewatch reaches AWS accounts of the China Regions only (partition aws-cn).',
    other: (id: string) => `This Pagewatch reaches AWS accounts of the partition ${id} only.`,
  },
  notOffered:
    'This Pagewatch does not offer linking AWS accounts. If you need to link one, ask the people who run it.',
  connections: {
    columns: {
      account: 'AWS account',
      places: 'Regions',
    },
    everyName: 'Every alarm',
    kinds: { 'aws-role': 'IAM role', 'aws-user': 'IAM user keys' } satisfies Record<
      ConnectionKind,
      string
    >,
    arnOf: (name: string) => `ARN of ${name}`,
    untestedSince: {
      'aws-role':
        'Not tested as it is now. The trust policy it needs is under Edit, at “What AWS needs to know”.',
      'aws-user': 'Not tested as it is now.',
    },
  },
  removal: {
    record: erased,
    reach: (account: string | undefined, places: string) =>
      [...(account === undefined ? [] : [`AWS account ${account}`]), places].join(': '),
    stays: {
      'aws-role': 'The role in AWS stays. It can be deleted there.',
      'aws-user': 'The user and its access key in AWS stay. They can be deleted there.',
      unknown: 'What it was made with elsewhere stays. It can be deleted there.',
    } satisfies Record<ListedConnection['kind'], string>,
  },
  externalId: {
    title: 'External ID',
    intro:
      'The trust policy of every role that is linked here names this External ID. It is issued for this space alone and stays the same unless you issue a new one.',
    value: 'External ID of this space',
    valueHelp: 'Not a secret, but keep it to those who set up roles.',
    issue: 'Issue a new External ID…',
    ask: 'Issue a new External ID?',
    breaks:
      'Alarms of every role that is linked to this space stop showing at once, until its trust policy names the new External ID. Macros show an error meanwhile.',
    concerned: 'Connections concerned:',
    unknown: 'This page does not know these connections. Their alarms may stop showing too:',
    nobody: 'No connection of this space uses it now, so nothing breaks.',
    back: 'The old one cannot be brought back. What the last tests said is forgotten.',
    confirm: 'I know that these connections stop working until I change their trust policies.',
    yes: 'Issue a new External ID',
    no: 'Keep the current one',
    done: 'A new External ID is issued.',
    next: 'Put it into the trust policy of each linked role, then test the connections. The new trust policy is under Edit of each, at “What AWS needs to know”.',
    conflict: 'Somebody else issued a new External ID meanwhile. The page shows it now.',
  },
} as const;
