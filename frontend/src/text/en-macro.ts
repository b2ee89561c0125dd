import { alarmMacro } from './cloudwatch/en-macro';
import { shapes } from './en-shapes';
import { plural } from './plural';

/** macro is the texts of the macro on a page. */
export const macro = {
  ...alarmMacro,
  ...shapes,
  columns: {
    ...alarmMacro.columns,
    state: 'State',
    name: 'Alarm',
    since: 'Since',
    reason: 'Reason',
    account: 'Account',
    owner: 'Owner',
    runbook: 'Runbook',
  },
  refresh: 'Refresh',
  retry: 'Try again',
  retryIn: (seconds: number) => `Try again in ${seconds} s`,
  close: 'Close',
  more: 'Show more',
  less: 'Show less',
  aboutReason: (name: string) => `of the reason of ${name}`,
  aboutDescription: (name: string) => `of the description of ${name}`,
  cost: (calls: number, ms: number) => `${plural(calls, 'call', 'calls')}, ${ms} ms`,
  asOf: (clock: string) => `as of ${clock}`,
  verdicts: { firing: 'Firing', blind: 'Blind', ok: 'OK', unknown: 'Unknown' },
  headlines: {
    ...alarmMacro.headlines,
    firing: (n: number) => `${n} in alarm`,
    blind: (n: number) => `None in alarm, but ${n} could not tell you`,
    'all-ok': (n: number) => (n === 1 ? 'The only alarm is OK' : `All ${n} alarms are OK`),
    'no-answer': (n: number) =>
      n === 0 ? 'Alarm states not known' : 'Not everything was answered',
    'unknown-state': () => 'An alarm is in a state this page does not know',
    'none-firing': () => 'None firing; whether alarms exist was not asked',
    'none-match': () => 'No alarm matches',
    'no-alarms': () => 'No alarms',
    'some-missing': () => 'Not every alarm that was asked for exists',
  },
  counts: {
    firing: (n: number) => `${n} in alarm`,
    unknown: (n: number) => `${n} unknown`,
    insufficient: (n: number) => `${n} insufficient data`,
    doubtful: (n: number) => `${n} OK with a caveat`,
    ok: (n: number) => `${n} OK`,
  },
  incomplete: 'Incomplete',
  wouldNotPage: (n: number, total: number) =>
    total === 1 ? 'It would not page you.' : `${n} of ${total} would not page you.`,
  caption: (name: string, place: string) => `Alarms of ${name} in ${place}`,
  captionOf: (group: string) => `Alarms: ${group}`,
  alarms: (n: number) => plural(n, 'alarm', 'alarms'),
  account: (id: string) => `Account ${id}`,
  nameless: 'Connection',
  hidden: (n: number) =>
    `${plural(n, 'alarm is', 'alarms are')} hidden by the chosen states or the search.`,
  allHidden: (n: number) =>
    n === 1
      ? 'The only alarm is hidden by the chosen states or the search.'
      : `All ${n} alarms are hidden by the chosen states or the search.`,
  clear: 'Show them all',
  noneMatch: (filter: string) => `No alarm matches: ${filter}.`,
  noneFiring: (filter: string) =>
    filter === ''
      ? 'None firing. Whether alarms exist here was not asked.'
      : `No firing alarm matches: ${filter}. Whether such alarms exist here was not asked.`,
  filters: {
    ...alarmMacro.filters,
    firingOnly: 'only those in alarm',
  },
  asked: (filter: string) => `Asked for: ${filter}.`,
  widen: 'Ask without this filter',
  widened: 'Asked without the filter of this macro:',
  narrow: 'Use the filter again',
  older: (clock: string) => `As of ${clock}`,
  olderWhy: 'It came with “Load more”, and was not asked for again since.',
  someOlder: (n: number) =>
    n === 1
      ? 'One of them is as old as it says: “Load more” asks for it again.'
      : `${n} of them are as old as they say: “Load more” asks for them again.`,
  loadMore: 'Load more',
  loadingMore: 'Loading more…',
  moreFailed: 'The next alarms did not arrive whole.',
  narrower: 'A narrower name prefix in this macro shows the others.',
  cutShort: 'The answer was cut short, so alarms may be missing.',
  unanswered: 'No answer came from this source, so its alarms are not known.',
  absent: (names: readonly string[]) =>
    `No alarm is called ${names.map((name) => `“${name}”`).join(', ')}.`,
  changed: (n: number) =>
    n === 1
      ? 'One alarm changed since the last refresh.'
      : `${n} alarms changed since the last refresh.`,
  was: (state: string) => `Was ${state}`,
  isNew: 'New',
  changedWhy: 'Its state changed since the refresh before.',
  notConfigured: {
    ...alarmMacro.notConfigured,
    title: 'No alarms chosen yet',
  },
  linked: {
    ...alarmMacro.linked,
    title: 'Which connection shows these alarms?',
  },
} as const;
