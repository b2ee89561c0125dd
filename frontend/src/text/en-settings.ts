import type { ConnectionKind, UnknownConnection } from '../wire/kind';
import type { ListedConnection } from '../wire/settings';
import { form, guide } from './en-linking';
import { testing } from './en-testing';

const erasedRecords = {
  'aws-role': { secret: 'its role ARN', metadata: 'its settings', test: 'its last test' },
  'aws-user': { secret: 'its access key', metadata: 'its settings', test: 'its last test' },
  unknown: { secret: 'its secret', metadata: 'its settings', test: 'its last test' },
} as const satisfies Record<ListedConnection['kind'], object>;

function erased(kind: ListedConnection['kind'], record: string): string {
  const known: Partial<Record<string, string>> = erasedRecords[kind];
  return known[record] ?? `its ${record} record`;
}

/** settings is every sentence of the space settings page. */
export const settings = {
  title: 'AWS connections of this space',
  intro:
    'A connection lets pages of this space show the CloudWatch alarms of one AWS account, live, each time somebody looks.',
  partition: {
    aws: 'This Pagewatch serves AWS accounts of the commercial partition (aws), not GovCloud or China.',
    'aws-us-gov': 'This Pagewatch reaches AWS accounts of AWS GovCloud (US) only (partition aws-us-gov).',
    'aws-cn': 'This Pagewatch reaches AWS accounts of the China Regions only (partition aws-cn).',
    other: (id: string) => `This Pagewatch reaches AWS accounts of the partition ${id} only.`,
  },
  loading: 'Loading the settings…',
  retry: 'Try again',
  version: (version: string) => `Pagewatch ${version}`,
  copy: {
    copy: 'Copy',
    label: (what: string) => `Copy ${what}`,
    copied: 'Copied',
    done: (what: string) => `${what} copied.`,
    failed: 'Not copied. Select the text and copy it by hand.',
  },
  connections: {
    title: 'Connections',
    add: 'Link another account',
    columns: {
      name: 'Connection',
      account: 'AWS account',
      places: 'Regions',
      fence: 'Alarm names',
      test: 'Last test',
      actions: 'Actions',
    },
    everyName: 'Every alarm',
    kinds: { 'aws-role': 'IAM role', 'aws-user': 'IAM user keys' } satisfies Record<ConnectionKind, string>,
    unknown: {
      kind: {
        word: 'Unknown kind',
        why: 'This page does not know this kind of connection. Reload the page: a newer version of Pagewatch may know it.',
      },
      shape: {
        word: 'Not readable',
        why: 'This page cannot read what was sent about this connection. Reload the page: a newer version of Pagewatch may read it.',
      },
      damaged: {
        word: 'Damaged',
        why: 'What is kept of it cannot be read. Remove it, then link the account again.',
      },
    } satisfies Record<UnknownConnection['why'], object>,
    noAccount: 'Not known yet',
    arnOf: (name: string) => `ARN of ${name}`,
    untested: 'Not tested',
    untestedSince: {
      'aws-role':
        'Not tested as it is now. The trust policy it needs is under Edit, at “What AWS needs to know”.',
      'aws-user': 'Not tested as it is now.',
    },
    stopped: (step: string) => `Did not pass: “${step}”`,
    pending: 'Interrupted',
    pendingWhy: 'Saving was interrupted. Remove it, then link the account again.',
    unnamed: 'Unnamed connection',
    test: 'Test',
    edit: 'Edit',
    remove: 'Remove',
  },
  receipts: {
    get: 'Download receipt',
    of: (name: string) => `Download receipt of the test of ${name}`,
    removal: 'Download the receipt',
    onlyNow: 'The receipt of this removal can be downloaded only now: Pagewatch does not keep it.',
    dismiss: 'Dismiss',
    dismissOf: (name: string) => `Dismiss the note on the removal of ${name}`,
  },
  removal: {
    title: (name: string) => `Remove ${name}?`,
    breaks: 'Macros that show this connection will say that it is not in this space.',
    what: {
      'aws-role':
        'What Pagewatch keeps about it is erased and cannot be brought back: its role ARN, its settings and its last test. The role in AWS stays: delete it there too.',
      'aws-user':
        'What Pagewatch keeps about it is erased and cannot be brought back: its access key, its settings and its last test. The user and its key in AWS stay: delete them there too.',
      unknown:
        'What Pagewatch keeps about it is erased and cannot be brought back. What it was made with elsewhere stays: delete that there too.',
    } satisfies Record<ListedConnection['kind'], string>,
    yes: 'Remove',
    no: 'Keep it',
    done: (name: string, records: string) => `${name} is removed. Erased: ${records}.`,
    record: erased,
    nothing: 'nothing was left to erase',
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
  linked: (name: string) => `${name} is linked. Page authors can choose it in the macro now.`,
  saved: (name: string) => `The changes to ${name} are saved.`,
  guide,
  form,
  testing,
} as const;
