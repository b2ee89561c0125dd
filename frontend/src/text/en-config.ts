import { alarmConfig } from './cloudwatch/en-config';

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** config is the texts of the macro's modal. */
export const config = {
  ...alarmConfig,
  title: 'Live alarms',
  live: 'Readers see the alarms live, each time they open the page.',
  loading: 'Loading the connections…',
  connection: 'Connection',
  nth: (label: string, n: number) => (n === 1 ? label : `${label} ${n}`),
  addSource: 'Add another connection',
  removeSource: (n: number) => `Remove connection ${n}`,
  placesHelp: (max: number) => `Up to ${max}. Each is asked and shown by itself.`,
  firingOnly: 'Ask for alarms that fire, and no others',
  firingOnlyHelp: 'An empty answer then says nothing about the others, and is never green.',
  states: 'Show alarms that are',
  statesHelp: 'Readers can choose others. All are asked for, so that the verdict is about all.',
  layout: 'Shape',
  layouts: {
    brief: { name: 'Brief', help: 'What is in alarm or not known to be well, one line each.' },
    table: { name: 'Table', help: 'All alarms, one line each.' },
    cards: { name: 'Cards', help: 'All alarms, side by side.' },
    strip: { name: 'One line', help: 'For the top of a page. It opens to the list.' },
    badge: { name: 'Badge', help: 'A few words.' },
  },
  groupBy: 'Group by',
  refresh: 'Refresh by itself',
  refreshNever: 'Never',
  refreshEvery: (span: string) => `Every ${span}`,
  silent: 'Do not count alarms that notify nobody',
  titleField: 'Title',
  titleHelp: 'Stands above the alarms. Leave empty for none.',
  more: 'More options',
  preview: 'Preview',
  showPreview: 'Show the preview',
  hidePreview: 'Hide the preview',
  previewWrong: 'Correct the marked fields to see the alarms.',
  countsOf: 'Alarms now',
  counts: {
    of: (alarms: string, firing: string) => sentence(`${alarms}, ${firing}`),
    matching: (n: number) => (n === 1 ? '1 alarm matches' : `${n} alarms match`),
    firing: (n: number, isPart: boolean) => {
      if (n === 0) return isPart ? 'none firing so far' : 'none firing';
      return isPart ? `at least ${n} firing` : `${n} firing`;
    },
    alone: (firing: string) => sentence(firing),
    atLeast: (words: string) => `at least ${words}`,
    at: (place: string, words: string) => `${place}: ${words}`,
  },
  pastedChoose: 'More than one connection can show it. Choose one.',
  save: 'Save',
  cancel: 'Cancel',
  retry: 'Try again',
  choose: 'Choose…',
  noOption: 'No connection of this space has such a name.',
  unnamed: 'Unnamed connection',
  unknownOption: (name: string) => `${name} (not known to this page)`,
  unknown: (names: string) =>
    `This page does not know these connections, so they cannot be chosen: ${names}. Reload the page: a newer version of Pagewatch may know them.`,
  gone: 'The connection chosen before is no longer in this space. Choose another one.',
  proposed:
    'The connection chosen before is not in this space. A connection to the same account or stack is chosen in its place; saving confirms it:',
  readdressed: (account: string) =>
    `this macro was set up for account ${account}. Saving sets it up for the account that the connection reaches now.`,
  readdressedStack: (stack: string) =>
    `this macro was set up for ${stack}. Saving sets it up for the stack that the connection reaches now.`,
  placesGone: (places: string) => `No longer offered by this connection, and left out: ${places}.`,
  wrong: {
    ...alarmConfig.wrong,
    connection: 'Choose a connection.',
    unknown:
      'This page does not know this connection. Reload the page, or choose another connection.',
    states: 'Choose at least one state.',
    tooLarge:
      'This is more than a page can keep. Name fewer alarms, or use the beginning of their names.',
  },
} as const;
