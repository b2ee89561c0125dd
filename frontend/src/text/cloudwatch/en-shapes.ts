import { plural } from '../plural';

/** alarmShapes is the part of shapes that names CloudWatch or AWS. */
export const alarmShapes = {
  tools: {
    groups: {
      region: 'Region',
      composite: 'Composite',
    },
  },
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
  evidence: {
    noData: 'No data points',
    points: (count: number, of: number) => `${count} of ${of} points`,
    missing: (n: number) => `${n} missing`,
    outside: (value: string, lower: string, upper: string) =>
      `${value}, outside ${lower} to ${upper}`,
    within: (value: string, lower: string, upper: string) =>
      `${value}, within ${lower} to ${upper}`,
    trips: (first: string, more: number) => (more === 0 ? first : `${first} and ${more} more`),
    condition: (limit: string, needed: number, of: number) =>
      of === 1 ? limit : `${limit} for ${needed} of ${of} points`,
  },
  spark: {
    label: (values: string, rest: readonly string[]) =>
      [`Values seen: ${values}`, ...rest].join('; '),
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
} as const;
