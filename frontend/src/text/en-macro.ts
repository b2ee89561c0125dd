import { alarmMacro } from './cloudwatch/en-macro';
import { shapes } from './en-shapes';
import { ruleMacro } from './grafana/en-macro';
import { listed, plural } from './plural';

/** macro is the texts of the macro on a page. */
export const macro = {
  ...alarmMacro,
  ...ruleMacro,
  ...shapes,
  title: 'Live alarms',
  asking: 'Asking…',
  footer: 'Read live; nothing is stored.',
  columns: {
    ...alarmMacro.columns,
    state: 'State',
    name: 'Alarm',
    since: 'Since',
    reason: 'Reason',
    what: 'What happened',
    chart: 'Values',
    links: 'Links',
    account: 'Account',
    connection: 'Connection',
    link: 'Link',
    group: 'Group',
    owner: 'Owner',
    runbook: 'Runbook',
  },
  refresh: 'Refresh',
  retry: 'Try again',
  retryIn: (seconds: number) =>
    seconds > 90 ? `Try again in ${Math.ceil(seconds / 60)} min` : `Try again in ${seconds} s`,
  close: 'Close',
  cost: (calls: number, ms: number) => `${plural(calls, 'call', 'calls')}, ${ms} ms`,
  asOf: (clock: string) => `as of ${clock}`,
  verdicts: {
    firing: 'Firing',
    pending: 'Pending',
    blind: 'No data',
    ok: 'OK',
    unknown: 'Unknown',
  },
  /** The word of a "blind" verdict with anything that is not evaluated. */
  notReporting: 'Not reporting',
  /** The word of a "blind" verdict with caveats alone. */
  caveat: 'Caveat',
  /** The word of an "unknown" verdict that is no failure. */
  empty: 'Empty',
  headlines: {
    asking: () => 'Asking…',
    firing: (n: number) => `${n} in alarm`,
    pending: (n: number) => `None in alarm, but ${n} pending`,
    blind: (noData: number, notReporting: number, doubtful: number) =>
      `None in alarm, but ${listed([
        ...(noData > 0 ? [`${noData} without data`] : []),
        ...(notReporting > 0 ? [`${notReporting} not reporting`] : []),
        ...(doubtful > 0 ? [`${doubtful} with a caveat`] : []),
      ])}`,
    'all-ok': (n: number) => {
      if (n === 1) return 'The only alarm is OK';
      return n === 2 ? 'Both alarms are OK' : `All ${n} alarms are OK`;
    },
    'not-permitted': (n: number) =>
      n === 0
        ? 'Pagewatch is not permitted to read these alarms'
        : 'Pagewatch was not permitted to read everything',
    truncated: (n: number, isFiringWhole: boolean) => {
      if (isFiringWhole && n > 0) return `None in alarm, but only the first ${n} have arrived`;
      return n === 0
        ? 'Nothing so far, and there are more'
        : `None of the first ${n} is in alarm; there are more`;
    },
    'no-answer': (n: number) =>
      n === 0 ? 'Alarm states not known' : 'Not everything was answered',
    'unknown-state': () => 'An alarm is in a state this page does not know',
    stale: (n: number, clock: string) =>
      `${n === 0 ? 'None' : n} in alarm as of ${clock}, refresh failed`,
    'none-firing': () => 'None in alarm; whether alarms exist was not asked',
    'none-match': () => 'No alarm matches',
    'no-alarms': () => 'No alarms',
    lacking: ruleMacro.lacking,
    'some-missing': () => 'Not every alarm that was asked for exists',
  },
  counts: {
    firing: (n: number) => `${n} in alarm`,
    pending: (n: number) => `${n} pending`,
    unknown: (n: number) => `${n} unknown`,
    insufficient: (n: number) => `${n} no data`,
    unevaluated: (n: number) => `${n} not reporting`,
    doubtful: (n: number) => `${n} with a caveat`,
    ok: (n: number) => `${n} OK`,
    changed: (n: number) => `${n} changed`,
    silent: (n: number) => (n === 1 ? '1 notifies nobody' : `${n} notify nobody`),
  },
  countsLabel: 'Show only',
  atLeast: (headline: string) => `At least ${headline}`,
  incomplete: 'Incomplete',
  skip: 'Skip these alarms',
  skipped: 'End of the alarms',
  every: (span: string) => `every ${span}`,
  nextAt: (clock: string) => `next at ${clock}`,
  moreTools: 'Search, group and copy',
  showMore: (n: number) => `Show ${n} more`,
  showLess: 'Show fewer',
  rest: (parts: readonly string[]) => parts.join(', '),
  details: {
    description: 'Description',
    evidence: 'What happened',
    kind: 'Kind',
    watches: 'Watches',
    since: 'Since',
    place: 'Where',
    ...alarmMacro.details,
  },
  causes: (n: number) => plural(n, 'cause', 'causes'),
  matching: (n: number, total: number) => `${n} of ${total} match`,
  runbook: 'Runbook',
  runbookOf: (name: string, host: string) => `Runbook on ${host}: ${name}`,
  runbookOn: (host: string) => `Runbook on ${host}`,
  answered: (n: number) => `${n} sources answered`,
  sourcesOf: 'Sources',
  notAll: (n: number, total: number) => `${n} of ${total} sources answered`,
  requestIdOf: (id: string) => `Request id ${id}`,
  signIn: { title: 'Live alarms', body: 'sign in to see them' },
  captionOf: (group: string) => `Alarms: ${group}`,
  alarms: (n: number) => plural(n, 'alarm', 'alarms'),
  partOf: (n: number, alarms: string) => `${n} of ${alarms}`,
  account: (id: string) => `Account ${id}`,
  accountId: (id: string) => id.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1 $2 $3'),
  keptAsOf: (clock: string) => `Shown as of ${clock}.`,
  nameless: 'Connection',
  hidden: (n: number) => `${plural(n, 'alarm is', 'alarms are')} hidden by a choice on this page.`,
  allHidden: (n: number) =>
    n === 1
      ? 'The only alarm is hidden by a choice on this page.'
      : `All ${n} alarms are hidden by a choice on this page.`,
  clear: 'Show them all',
  noneHere: 'There are no alarms here.',
  truncated: (n: number) => `There are more alarms than the ${n} here.`,
  moreThan: (n: number) => `More than these ${n}`,
  truncatedFiring: 'All that are in alarm are here.',
  firingAsking: 'Asking for all that are in alarm…',
  firingFailed: 'More may be in alarm.',
  noneMatch: (filter: string) => `No alarm matches: ${filter}.`,
  noneFiring: (filter: string) =>
    filter === ''
      ? 'None in alarm. Whether alarms exist here was not asked.'
      : `No alarm is in alarm among ${filter}. Whether such alarms exist here was not asked.`,
  filters: {
    ...alarmMacro.filters,
    firingOnly: 'only those in alarm',
    states: (words: readonly string[]) =>
      `only the ${words.length === 1 ? 'state' : 'states'} ${listed(words.map((it) => `“${it}”`))}`,
  },
  asked: (filter: string) => `Filter: ${filter}.`,
  widen: 'Show without this filter',
  widened: 'Without the filter of this macro:',
  narrow: 'Use the filter again',
  older: (clock: string) => `As of ${clock}`,
  olderWhy: 'It is of an earlier answer, and has not come again since.',
  someOlder: (n: number) =>
    n === 1
      ? 'One of them is as old as it says: “Load more” asks for it again.'
      : `${n} of them are as old as they say: “Load more” asks for them again.`,
  loadMore: 'Load more',
  loadingMore: 'Loading more…',
  moreFailed: 'The next alarms did not arrive whole.',
  narrower: 'A narrower filter in this macro shows the others.',
  cutShort: 'The answer was cut short, so alarms may be missing.',
  unanswered: 'No answer came from this source, so its alarms are not known.',
  absent: (names: readonly string[], isNarrowed: boolean) =>
    `${isNarrowed ? 'No matching alarm' : 'No alarm'} is called ${names.map((name) => `“${name}”`).join(', ')}.`,
  changed: (n: number) =>
    n === 1
      ? 'One alarm changed since the last refresh.'
      : `${n} alarms changed since the last refresh.`,
  was: (state: string) => `Was ${state}`,
  isNew: 'New',
  changedWhy: 'Its state changed since the refresh before.',
  moved: 'To use a connection of this space, open the settings of this macro and save them:',
  notConfigured: {
    ...alarmMacro.notConfigured,
    title: 'No alarms chosen yet',
  },
  linked: {
    ...alarmMacro.linked,
    title: 'Not set up yet',
    body: 'Edit the page, open the settings of this macro and save them.',
    on: 'on',
    one: 'This connection can show it:',
    several: 'More than one connection can show it:',
    admin: 'A space admin can change this in',
    adminPage: 'Space settings > Apps > Pagewatch',
    alone: 'Readers see the link alone.',
    confirm:
      'To show alarms here, open the settings of this macro, look at the choice and save it. Until then, readers see the link alone.',
  },
} as const;
