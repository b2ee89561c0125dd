import { plural } from './plural';

/** shapes is what the parts of the macro say: the reader's tools, the facts of an alarm, rules and sparklines. */
export const shapes = {
  tools: {
    label: 'Choose what to look at',
    states: 'States shown',
    search: 'Search these alarms',
    group: 'Group by',
    groups: {
      source: 'Source',
      account: 'Account',
      region: 'Region',
      prefix: 'Name prefix',
      composite: 'Composite',
    },
    auto: (every: string) => `Refresh every ${every}`,
    pause: (every: string) => `Stop refreshing every ${every}`,
    resume: (every: string) => `Refresh every ${every} again`,
    autoWhy: 'It rests while this tab is hidden.',
    markdown: 'Copy as Markdown',
    csv: 'Copy as CSV',
    copy: 'Copy',
    copied: 'Copied.',
    notCopied: 'The browser did not let Pagewatch copy.',
  },
  otherNames: 'Other names',
  noComposite: 'In no composite',
  openConsole: (name: string) => `Open ${name} in the AWS console`,
  console: 'AWS console',
  metric: {
    math: 'Metric math',
    insights: 'Metrics Insights query',
    promql: 'PromQL query',
    anomaly: 'Anomaly detection',
    band: { outside: 'outside the band', below: 'below the band', above: 'above the band' },
    points: (needed: number, of: number, each: string) =>
      of === 1 ? `for ${each}` : `for ${needed} of ${of} points of ${each}`,
    missing: {
      breaching: 'missing data counts as too much',
      notBreaching: 'missing data counts as fine',
      ignore: 'missing data keeps the state',
      missing: 'missing data is insufficient data',
    },
  },
  span: (seconds: number): string => {
    if (seconds % 86400 === 0) return plural(seconds / 86400, 'day', 'days');
    if (seconds % 3600 === 0) return `${seconds / 3600} h`;
    return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
  },
  spark: {
    caption: (from: string, to: string) => (from === to ? from : `${from} – ${to}`),
    last: (value: string) => `last ${value}`,
    label: (values: string, rest: readonly string[]) => [`Values seen: ${values}`, ...rest].join('; '),
    missing: (n: number) => `${n} missing`,
    threshold: (value: string) => `threshold ${value}`,
    band: 'against a band',
  },
  tree: {
    title: (n: number) => plural(n, 'child', 'children'),
    label: (name: string) => `Rule of ${name}`,
    ops: { and: 'All of', or: 'Any of', not: 'Not', true: 'Always', false: 'Never' },
    atLeast: (n: number) => `At least ${n} of`,
    wants: (state: string) => `asks for ${state}`,
    outside: 'An alarm that this connection does not show',
    absent: 'Not in this answer',
    tripped: 'Tripped it',
    trippedWhy: 'It decided the state of the composite.',
    round: 'See above',
  },
  strip: { more: (n: number) => `and ${n} more` },
  badge: {
    incomplete: 'incomplete',
    label: (verdict: string, headline: string) => `CloudWatch alarms: ${verdict}. ${headline}`,
  },
} as const;
