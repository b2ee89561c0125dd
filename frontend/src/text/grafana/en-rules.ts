import type { Reason, State } from '../../grafana/standing';
import { plural } from '../plural';

const states: Record<State, string> = {
  firing: 'Firing',
  recovering: 'Recovering',
  pending: 'Pending',
  unknown: 'Unknown',
  error: 'Error',
  nodata: 'No data',
  normal: 'Normal',
};

/** reasons are why a rule could not report, or not fully. */
const reasons: Record<Reason, { label: string; why: string }> = {
  paused: {
    label: 'Evaluation paused',
    why: 'Somebody has paused this rule, so it cannot fire.',
  },
  never_evaluated: {
    label: 'Never evaluated',
    why: 'Grafana has not evaluated this rule since it started, so its state says nothing.',
  },
  stale: {
    label: 'Not evaluated lately',
    why: 'Its last evaluation is older than three of its intervals, so the state may be over.',
  },
  error: {
    label: 'Query fails',
    why: 'Its query, or the evaluation of it, fails, so it cannot see what it watches.',
  },
  no_data: {
    label: 'Query finds nothing',
    why: 'Its query returns no data, so it cannot see what it watches.',
  },
  no_data_ok: {
    label: 'Normal without data',
    why: 'Its query fails or returns nothing, and the rule calls that normal.',
  },
  keep_last: {
    label: 'State kept',
    why: 'Its query fails or returns nothing, and the rule keeps its earlier state.',
  },
  missing_series: {
    label: 'A series is gone',
    why: 'What one of its instances measured has vanished. The instance goes soon.',
  },
  reset: {
    label: 'State reset',
    why: 'The rule was changed, and has not been evaluated since.',
  },
  health_unknown: {
    label: 'Health unknown',
    why: 'Grafana does not know how its last evaluation went.',
  },
  no_instances: {
    label: 'Watches nothing',
    why: 'The rule has no instance, so nothing of it can fire.',
  },
  instances_unseen: {
    label: 'Instances not seen',
    why: 'Grafana counts more instances than it sent, so missing data may be hidden behind them.',
  },
  unknown_state: {
    label: 'Unknown word',
    why: 'Grafana used a word for its state that Pagewatch does not know.',
  },
};

/**
 * rules is the texts of alert rules. It is no part of the text object: pages load it with the first
 * source that has rules.
 */
export const rules = {
  states,
  unknown: (word: string) => `Unknown (${word})`,
  paused: 'Paused',
  notEvaluated: 'Never run',
  reasons,
  open: { text: 'Grafana', label: (name: string) => `Open ${name} in Grafana` },
  evidence: {
    instances: (n: number, all: number) => `${n} of ${plural(all, 'instance', 'instances')}`,
    value: (value: string) => `value ${value}`,
    becauseNoData: 'because data is missing',
    becauseError: 'because its query fails',
  },
  details: {
    label: (name: string) => `Instances of ${name}`,
    instances: (n: number) => plural(n, 'instance', 'instances'),
    more: (n: number) => `and ${n} more`,
    state: 'State',
    labels: 'Labels',
    value: 'Value',
    since: 'Since',
    group: 'Group',
    for: 'Fires after',
    keepFiring: 'Fires on for',
    evaluated: 'Evaluated',
    openFolder: (name: string) => `Folder in Grafana: ${name}`,
    folderLink: 'Folder in Grafana',
    openPanel: (name: string) => `Panel in Grafana: ${name}`,
    panelLink: 'Panel in Grafana',
    of: (state: string, reason: string) => `${state} (${reason})`,
  },
} as const;
