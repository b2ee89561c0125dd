import { alarmShapes } from './cloudwatch/en-shapes';
import { plural } from './plural';

/**
 * shapes is the texts of the macro's parts: the toolbar, the facts of an alarm, rules and
 * sparklines.
 */
export const shapes = {
  ...alarmShapes,
  tools: {
    ...alarmShapes.tools,
    label: 'Choose what to look at',
    search: 'Search these alarms',
    within: 'Changed',
    withins: { any: 'Any time', hour: 'In the last hour', day: 'In the last 24 hours' },
    owner: 'Owner',
    anyOwner: 'Any owner',
    group: 'Group by',
    groups: {
      ...alarmShapes.tools.groups,
      source: 'Source',
      account: 'Account',
      prefix: 'Name prefix',
      owner: 'Owner',
      changed: 'Last change',
      folder: 'Folder',
      severity: 'Severity',
    },
    pause: (every: string) => `Stop refreshing every ${every}`,
    resume: (every: string) => `Refresh every ${every} again`,
    paused: 'paused',
    autoWhy: 'It rests while this tab is hidden.',
    markdown: 'Copy as Markdown',
    csv: 'Copy as CSV',
    copy: 'Copy',
    copied: 'Copied.',
    notCopied: 'The browser did not let Pagewatch copy.',
  },
  chat: {
    button: 'Copy for chat',
    label: (name: string) => `Copy for chat: ${name}`,
    lasting: (span: string) => ` for ${span}`,
    runbook: (href: string) => `Runbook: ${href}`,
    at: (where: string, href: string) => `${where}: ${href}`,
    page: (href: string) => `Page: ${href}`,
  },
  whenChanged: (when: string) => `when it changed, ${when}`,
  otherNames: 'Other names',
  noOwner: 'No owner',
  noFolder: 'No folder',
  noSeverity: 'No severity',
  changes: {
    hour: 'In the last hour',
    day: 'In the last 24 hours',
    week: 'In the last 7 days',
    older: 'Earlier',
    unknown: 'Unknown time',
  },
  span: (seconds: number): string => {
    if (seconds % 86400 === 0) return plural(seconds / 86400, 'day', 'days');
    if (seconds % 3600 === 0) return `${seconds / 3600} h`;
    return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
  },
  strip: { open: 'Show the list', close: 'Hide the list' },
  badge: {
    label: (sentence: string) => `Live alarms: ${sentence}`,
    incomplete: 'incomplete',
    // At most 14 characters each.
    words: {
      firing: (n: string) => `${n} in alarm`,
      atLeast: (n: number) => `≥ ${n} in alarm`,
      pending: (n: string) => `${n} pending`,
      noData: (n: string) => `${n} no data`,
      unclear: (n: string) => `${n} unclear`,
      'all-ok': 'OK',
      okOnce: (ago: string) => `OK ${ago}`,
      asking: 'Asking…',
      'none-firing': 'None in alarm',
      'none-match': 'No match',
      'no-alarms': 'No alarms',
      'some-missing': 'Some missing',
      signIn: 'Sign in',
      notSetUp: 'Not set up',
      unknown: 'Unknown',
    },
  },
} as const;
