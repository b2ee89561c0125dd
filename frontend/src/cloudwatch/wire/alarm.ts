import { Fields } from '../../wire/fields';
import { parseRule, type Rule } from './rule';
import { parseSpark, type Spark } from './spark';

/** Dimension selects a metric, such as LoadBalancer = app/checkout. */
export interface Dimension {
  name: string;
  value: string;
}

/**
 * Alarm is an alarm as the backend sends it (docs/wire.md). Enumerations that may grow are strings.
 */
export interface Alarm extends Watched {
  name: string;
  /** "metric", "composite" or "log". */
  kind: string;
  /** "OK", "ALARM" or "INSUFFICIENT_DATA"; later versions may add others. */
  state: string;
  arn?: string | undefined;
  description?: string | undefined;
  reason?: string | undefined;
  /** When the state last changed, in milliseconds since 1970. */
  since?: number | undefined;
  /** Its actions are off: it notifies nobody when it fires. */
  actionsOff?: boolean | undefined;
  /** It has no actions to notify anybody with. */
  noActions?: boolean | undefined;
  /** "WaitPeriod", "ExtensionPeriod" or "Alarm". */
  suppressedBy?: string | undefined;
  /** The suppressing alarm. */
  suppressor?: string | undefined;
  /** "PARTIAL_DATA", "EVALUATION_ERROR" or "EVALUATION_FAILURE": an OK with it is doubtful. */
  evaluation?: string | undefined;
  /** AWS does not evaluate it yet after a recent change. */
  warmingUp?: boolean | undefined;
  /** Its last evaluation saw no data point. */
  noData?: boolean | undefined;
  spark?: Spark | undefined;
  /** A composite's rule; absent if unreadable. */
  rule?: Rule | undefined;
  /** The children that decided the state. */
  trips?: string[] | undefined;
}

/**
 * Watched is the metric or query of an alarm and its condition. Only the source "metric" names a
 * metric.
 */
export interface Watched {
  /** "metric", "math", "insights", "promql" or "anomaly". */
  source?: string | undefined;
  namespace?: string | undefined;
  metric?: string | undefined;
  dimensions?: Dimension[] | undefined;
  statistic?: string | undefined;
  /** Seconds. */
  period?: number | undefined;
  /** ">", ">=", "<", "<=", "outside", "below" or "above". */
  comparison?: string | undefined;
  threshold?: number | undefined;
  /** M out of N: data points that must breach. */
  points?: { needed: number; of: number } | undefined;
  /** How missing data is treated: "breaching", "notBreaching", "ignore" or "missing". */
  missing?: string | undefined;
}

/** parseAlarm parses an alarm. It drops members that the page does not show. */
export function parseAlarm(value: unknown): Alarm {
  const fields = new Fields(value, 'alarm');
  return {
    name: fields.string('name'),
    kind: fields.string('kind'),
    state: fields.string('state'),
    arn: fields.optionalString('arn'),
    description: fields.optionalString('description'),
    reason: fields.optionalString('reason'),
    since: fields.optionalTime('since'),
    actionsOff: fields.optionalBoolean('actionsOff'),
    noActions: fields.optionalBoolean('noActions'),
    suppressedBy: fields.optionalString('suppressedBy'),
    suppressor: fields.optionalString('suppressor'),
    evaluation: fields.optionalString('evaluation'),
    warmingUp: fields.optionalBoolean('warmingUp'),
    noData: fields.optionalBoolean('noData'),
    spark: fields.optional('spark', parseSpark),
    rule: fields.optional('rule', parseRule),
    trips: fields.raw('trips') === undefined ? undefined : fields.strings('trips'),
    ...parseWatched(fields),
  };
}

function parseWatched(fields: Fields): Watched {
  return {
    source: fields.optionalString('source'),
    namespace: fields.optionalString('namespace'),
    metric: fields.optionalString('metric'),
    dimensions:
      fields.raw('dimensions') === undefined
        ? undefined
        : fields.list('dimensions', parseDimension),
    statistic: fields.optionalString('statistic'),
    period: fields.optionalNumber('period'),
    comparison: fields.optionalString('comparison'),
    threshold: fields.optionalNumber('threshold'),
    points: fields.optional('points', parsePoints),
    missing: fields.optionalString('missing'),
  };
}

function parseDimension(value: unknown): Dimension {
  const fields = new Fields(value, 'dimension');
  return { name: fields.string('name'), value: fields.string('value') };
}

function parsePoints(value: unknown): { needed: number; of: number } {
  const fields = new Fields(value, 'points');
  return { needed: fields.index('needed'), of: fields.index('of') };
}
