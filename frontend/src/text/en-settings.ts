import { form, guide } from './en-linking';
import { testing } from './en-testing';

const erasedRecords: Partial<Record<string, string>> = {
  secret: 'its credentials',
  metadata: 'its description',
  test: 'its last test',
};

/** settings is every sentence of the space settings page. */
export const settings = {
  title: 'AWS connections of this space',
  intro:
    'A connection lets pages of this space show the CloudWatch alarms of one AWS account, live, each time somebody looks.',
  partition: {
    aws: 'This Pagewatch reaches AWS accounts of the standard partition (aws).',
    'aws-us-gov': 'This Pagewatch reaches AWS accounts of AWS GovCloud (US) only (partition aws-us-gov).',
    'aws-cn': 'This Pagewatch reaches AWS accounts of the China Regions only (partition aws-cn).',
    other: (id: string) => `This Pagewatch reaches AWS accounts of the partition ${id} only.`,
  },
  loading: 'Loading the settings…',
  retry: 'Try again',
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
      regions: 'Regions',
      fence: 'Alarm names',
      test: 'Last test',
      actions: 'Actions',
    },
    everyName: 'Every alarm',
    kinds: { 'aws-role': 'IAM role', 'aws-user': 'IAM user keys' },
    noAccount: 'Not known yet',
    arnOf: (name: string) => `ARN of ${name}`,
    untested: 'Not tested',
    untestedSince: {
      'aws-role': 'Not tested since it got its role or the space its External ID.',
      'aws-user': 'Not tested since it got its keys.',
    },
    stopped: (step: string) => `Did not pass: “${step}”`,
    pending: 'Interrupted',
    pendingWhy: 'Saving was interrupted. Remove it, then link the account again.',
    damaged: 'Damaged',
    damagedWhy: 'What is kept of it cannot be read. Remove it, then link the account again.',
    unnamed: 'Unnamed connection',
    test: 'Test',
    edit: 'Edit',
    remove: 'Remove',
  },
  receipts: {
    get: 'Receipt',
    of: (name: string) => `Download the receipt of the test of ${name}`,
    removal: 'Download the receipt',
  },
  removal: {
    title: (name: string) => `Remove ${name}?`,
    what: 'Macros that show this connection will say that it is not in this space. What Pagewatch keeps about it is erased and cannot be brought back: its credentials, its description and its last test. The role or user in AWS stays: delete it there too.',
    yes: 'Remove',
    no: 'Keep it',
    done: (name: string, records: string) => `${name} is removed. Erased: ${records}.`,
    records: (record: string) => erasedRecords[record] ?? `its ${record} record`,
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
      'Every role linked to this space stops being readable at once, and stays so until its trust policy names the new External ID. Macros show an error meanwhile.',
    concerned: 'Connections concerned:',
    nobody: 'No connection of this space uses it now, so nothing breaks.',
    back: 'The old one cannot be brought back. What the last tests said is forgotten.',
    confirm: 'I know that these connections stop working until I change their trust policies.',
    yes: 'Issue a new External ID',
    no: 'Keep the current one',
    done: 'A new External ID is issued.',
    next: 'Put it into the trust policy of each linked role, then test the connections.',
    conflict: 'Somebody else issued a new External ID meanwhile. The page shows it now.',
  },
  linked: (name: string) => `${name} is linked. Page authors can choose it in the macro now.`,
  saved: (name: string) => `The changes to ${name} are saved.`,
  guide,
  form,
  testing,
} as const;
