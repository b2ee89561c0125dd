import type { UnknownConnection } from '../wire/kind';
import type { ListedConnection } from '../wire/settings';
import { accountSettings } from './cloudwatch/en-settings';
import { form, guide } from './en-linking';
import { testing } from './en-testing';
import { stackSettings } from './grafana/en-settings';

const { removal: ofAccounts, connections: accounts } = accountSettings;

const erasedRecords = {
  ...ofAccounts.records,
  ...stackSettings.removal.records,
  unknown: { secret: 'its secret', metadata: 'its settings', test: 'its last test' },
} satisfies Record<ListedConnection['kind'], object>;

function erased(kind: ListedConnection['kind'], record: string): string {
  const known: Partial<Record<string, string>> = erasedRecords[kind];
  return known[record] ?? `its ${record} record`;
}

/** settings is the texts of the space settings page. */
export const settings = {
  ...accountSettings,
  stacks: stackSettings,
  title: 'Connections of this space',
  intro: 'A connection lets pages of this space show alarms live, each time somebody looks.',
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
    ...accounts,
    title: 'Connections',
    add: 'Add a connection',
    untestedSince: { ...accounts.untestedSince, ...stackSettings.untestedSince },
    columns: {
      ...accounts.columns,
      name: 'Connection',
      fence: 'Alarm names',
      test: 'Last test',
    },
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
    notOffered: {
      word: 'Not offered',
      why: 'Macros show no alarms of it. It can only be removed.',
    },
    noAccount: 'Not known yet',
    untested: 'Not tested',
    stopped: (step: string) => `Did not pass: “${step}”`,
    pending: 'Interrupted',
    pendingWhy: 'Saving was interrupted. Remove it, then link the account again.',
    unnamed: 'Unnamed connection',
    test: 'Test',
    edit: 'Edit',
    renew: stackSettings.renew,
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
    ...ofAccounts,
    record: erased,
    stays: {
      ...ofAccounts.stays,
      ...stackSettings.removal.stays,
      unknown: 'What it was made with elsewhere stays. It can be deleted there.',
    } satisfies Record<ListedConnection['kind'], string>,
    title: (name: string) => `Remove ${name}?`,
    shows: (what: string) => `It shows ${what}.`,
    breaks:
      'Macros that use it will say “This connection is not in this space.” in place of alarms. Pagewatch does not know which pages have such macros.',
    erases: (records: string) => `Erased for good: ${records}.`,
    yes: 'Remove',
    no: 'Keep it',
    done: (name: string, records: string) => `${name} is removed. Erased: ${records}.`,
    nothing: 'nothing was left to erase',
  },
  linked: (name: string) => `${name} is linked. Page authors can choose it in the macro now.`,
  saved: (name: string) => `The changes to ${name} are saved.`,
  guide,
  form,
  testing,
} as const;
