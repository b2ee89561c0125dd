import { plural } from '../plural';

/**
 * rulesConfig is the texts of the modal about alert rules. It is no part of the text object: only
 * the modal loads it.
 */
export const rulesConfig = {
  tokenEnds: {
    soon: (days: number) =>
      `The token of this connection ends in ${plural(days, 'day', 'days')}. A space admin can replace it in the space settings.`,
    over: 'The token of this connection has ended. A space admin can replace it in the space settings.',
  },
  folders: 'Folders',
  foldersHelp:
    'Those of the rules that the preview has shown. Subfolders are included. Leave empty for all.',
  foldersFenced: (titles: string) =>
    `This connection shows only ${titles}, with subfolders. Leave empty for all of that.`,
  labels: 'Labels',
  labelsHelp: 'A rule is shown if all of them match.',
  labelName: (n: number) => `Label ${n}`,
  labelOp: (n: number) => `How label ${n} compares`,
  labelValue: (n: number) => `Value of label ${n}`,
  ops: { '=': 'is', '!=': 'is not', '=~': 'matches' },
  opsHelp: '“matches” takes a regular expression for the whole value, such as prod|stage.',
  addLabel: 'Add a label',
  removeLabel: (n: number) => `Remove label ${n}`,
  states: 'Ask for rules that are',
  statesHelp:
    'Rules that are left out are counted, and the worst of them is named when nothing else is here.',
  shown: {
    all: 'in any state',
    needing: 'not normal: firing, pending, in error or without data',
    pending: 'firing or pending',
    firing: 'firing',
  },
  shownOther: (states: string) => `as saved: ${states}`,
  narrower: 'Rules, dashboard, number',
  rules: 'Rules',
  rulesHelp: 'Those that the preview has shown. Leave empty for all.',
  noRules: (isSearched: boolean) =>
    isSearched
      ? 'The preview has shown no other rule of that name.'
      : 'The preview has shown no other rules. With none chosen here, it shows more.',
  noFolders: (isSearched: boolean) =>
    isSearched
      ? 'The preview has shown no other folder of that name.'
      : 'The preview has shown no other folders. With none chosen here, it shows more.',
  inFolder: (name: string, folder: string) => `${name}, in ${folder}`,
  dashboard: 'Rules of a dashboard',
  dashboardAny: 'Any, or none',
  dashboardOf: (first: string, more: number) =>
    more === 0
      ? `The dashboard of “${first}”`
      : `The dashboard of “${first}” and ${plural(more, 'other rule', 'other rules')}`,
  panelOf: (first: string, more: number) =>
    more === 0
      ? `The panel of “${first}”`
      : `The panel of “${first}” and ${plural(more, 'other rule', 'other rules')}`,
  dashboardUid: (uid: string) => `The dashboard with the UID ${uid}`,
  panelUid: (uid: string, panel: number) => `Panel ${panel} of the dashboard with the UID ${uid}`,
  dashboardHelp: 'Those that a rule in the preview belongs to.',
  limit: 'At most',
  limitHelp: (max: number) => `The worst rules of them, up to ${max}. Leave empty for all.`,
  uid: (uid: string) => `UID ${uid}`,
  pastedChoose: 'More than one connection reaches this stack. Choose one.',
  wrong: {
    folders: (max: number) => `Choose at most ${max} folders.`,
    rules: (max: number) => `Choose at most ${max} rules.`,
    labels: (max: number) => `Give at most ${max} labels.`,
    limit: (max: number) => `Give a number from 1 to ${max}, or nothing.`,
    dashboard: 'Choose a dashboard out of the list.',
    panel: 'Choose a dashboard out of the list.',
    states: 'Choose one of these.',
    name: 'The name of a label has letters, digits and _, and no digit in front.',
    op: 'Choose how the label compares.',
    value: 'At most 200 characters.',
    pattern: 'This is no valid regular expression.',
    foreign:
      'This is no regular expression of Grafana: look-around, such as (?=x), and references, such as \\1, do not exist there.',
  },
  twice: 'This connection stands here twice with the same rules.',
} as const;
