import { listed, plural } from '../plural';

/** The states of rules in a sentence. */
const worst: Readonly<Record<string, string>> = {
  firing: 'is firing',
  recovering: 'is recovering',
  pending: 'is pending',
  error: 'is in error',
  nodata: 'has no data',
  normal: 'is normal',
};

const leftState = (state: string): string =>
  Object.hasOwn(worst, state) ? (worst[state] ?? '') : 'is in a state not known';

const states: Readonly<Record<string, string>> = { nodata: 'without data', error: 'in error' };

/** ruleMacro is the part of macro that is about alert rules. */
export const ruleMacro = {
  /** The headlines where a source of rules has none, and other sources have items. */
  lacking: {
    'none-match': (sources: string) => `No alert rule of ${sources} matches`,
    'no-alarms': (sources: string) => `No alert rules in ${sources}`,
  },
  simulated: 'Simulation: the alert rules come from no real Grafana stack.',
  ruleColumns: { stack: 'Stack' },
  rules: {
    footnote: 'Without rules that a data source manages.',
    missing:
      'A rule, a folder, or the rules of a dashboard or panel that are asked for here did not come: they are gone, or hidden from the connection.',
    limited: (limit: number) =>
      `The settings of this macro limit it to the worst ${limit}. A larger number there, or a narrower filter, shows the others.`,
    alsoLeft: (count: number, state: string) =>
      `Its filters leave out ${count} more, the worst of which ${leftState(state)}.`,
    none: 'There are no alert rules here.',
    noneMatch: (filter: string) => `No alert rule matches: ${filter}.`,
    left: (count: number, state: string) =>
      `${plural(count, 'rule', 'rules')} here, none ${count === 1 ? 'matches' : 'match'}; the worst ${leftState(state)}.`,
    of: (name: string, filter: string) => `${name}: ${filter}`,
    filters: {
      folder: (title: string) => `the folder “${title}”`,
      folders: (n: number) => (n === 1 ? 'one folder' : `${n} folders`),
      dashboard: 'one dashboard',
      panel: 'one panel',
      rules: (n: number) => (n === 1 ? 'one rule' : `${n} rules`),
      label: (name: string, op: string, value: string) => `${name} ${op} “${value}”`,
      states: (all: readonly string[]) =>
        `only rules that are ${listed(all.map((it) => (Object.hasOwn(states, it) ? (states[it] ?? it) : it)))}`,
    },
  },
} as const;
