import { plural } from '../plural';

/** steps is the statement that each step proves. */
const steps = {
  stack: 'The stack answers',
  'token-needed': 'The stack refuses calls without a valid token',
  token: 'The stack accepts the token',
  rights: 'The token may read alert rules and folders',
  folders: 'The token sees the folders',
  alerts: 'Alert rules can be read',
  renderer: 'The stack tells whether it can draw panels',
} as const;

/** The notes of steps that passed. The backend sends the words of those without a message. */
const notes = {
  grafana_rights_unknown: {
    short: 'Rights of the token not known',
    message: 'The stack does not tell what the token may do.',
    about: '',
  },
  grafana_rights_missing: {
    short: '',
    message: 'The token lacks rights that dashboards and panels need. Alerts work without them.',
    about: 'Missing:',
  },
  grafana_token_broad: {
    short: 'Token may change things',
    message: 'The token may do more than read. Pagewatch only reads with it.',
    about: 'Actions:',
  },
  grafana_plugin_rights: {
    short: '',
    message: 'The token may change things in apps (plugins) of Grafana. Pagewatch does not.',
    about: 'Actions:',
  },
  grafana_folders_unread: {
    short: 'Rules of some folders are hidden',
    message: 'The token may not read the alert rules of some folders. Pages do not show them.',
    about: 'Folders:',
  },
  grafana_sees_everything: {
    short: '',
    message: 'The token sees every folder of the stack.',
    about: '',
  },
  grafana_no_rules: {
    short: 'No alert rules yet',
    message: 'The token sees no alert rules in these folders.',
    about: '',
  },
  grafana_deprecated: {
    short: 'Grafana retires a call',
    message: 'Grafana announced the end of a call that Pagewatch uses.',
    about: 'Ends on:',
  },
  grafana_no_renderer: {
    short: '',
    message: 'The stack has no image renderer: panels will not work, alerts will.',
    about: '',
  },
} as const;

/** stackTesting is the part of testing that names Grafana. */
export const stackTesting = {
  steps,
  notes,
  andOthers: (named: string) => `${named} and others`,
  unknownNote: (code: string) => `The step found something that this page does not know (${code}).`,
  running: 'Asking Grafana…',
  folders: (n: number, more: boolean) =>
    `${plural(n, 'folder', 'folders')}${more ? ' or more' : ''}`,
  rules: (n: number, more: boolean) =>
    more ? `more than ${plural(n, 'rule', 'rules')}` : plural(n, 'rule', 'rules'),
  patience: 'A stack that was asleep takes about two minutes to wake up.',
  passed: {
    grafana: 'Every step passed. The stack refuses strangers, and the token reads its alert rules.',
  },
  advised: {
    renderer: {
      title: 'The connection works. A step that it does not need did not pass.',
      next: 'It can be saved and used. The step names what does not work.',
    },
  },
  unseen: { grafana: 'Nothing failed. What else the token may do could not be told.' },
  failedNext: 'Mend what the failed step names, then test again.',
  faults: {
    rights: {
      title: 'The service account lacks a right that alerts need',
      next: 'Give it alert.rules:read and folders:read on the folders to show. The role Viewer has both.',
    },
    scope: {
      title: 'The service account sees no folder',
      next: 'It has the right to read folders, but on none of them. Give its role the folders to show.',
    },
    untold: {
      title: 'The service account probably lacks a right that alerts need',
      next: 'The stack does not tell what the token may do, but refuses to let it read. Give the account alert.rules:read and folders:read on the folders to show.',
    },
    rules: {
      title: 'The service account sees the folders, but not their alert rules',
      next: 'Give it alert.rules:read on the folders to show.',
    },
    broad: {
      title: 'The token may change things, and this Pagewatch refuses that',
      next: 'Give the service account the role Viewer, or a custom role with read actions alone. A role of a team or a folder can add rights too.',
    },
    gone: {
      title: 'A chosen folder is gone, or hidden from the token',
      next: 'Choose the folders again, or give the service account the missing one.',
    },
    unscoped: {
      title: 'This Grafana cannot limit alert rules to folders',
      next: 'Show all that the token sees, and limit the folders by the role of the service account.',
    },
    address: {
      title: 'This is not the address of a stack that Pagewatch can read',
      next: 'Open Grafana in the browser, and compare the address.',
    },
    disabled: {
      title: 'The service account of this token is disabled',
      next: 'Enable it in Grafana and test again, or enter the token of another one.',
    },
    token: {
      title: 'The stack works, but does not accept this token',
      next: 'Make a new token in this stack, and enter it here.',
    },
  },
} as const;
