import type { Evidence } from '../../macro/item';
import { text } from '../../text/en';
import type { Alarm } from '../wire/alarm';
import { limitOf } from './metric-line';
import { distinct, exact } from './numerals';
import { readingsOf, type Reading } from './reading';

/** evidenceOf returns the short reason for an alarm's state, from the data of its evaluation. */
export function evidenceOf(alarm: Alarm): Evidence | undefined {
  return (
    withoutData(alarm) ?? causes(alarm) ?? measured(alarm) ?? sentence(alarm) ?? condition(alarm)
  );
}

/**
 * withoutArns removes the ARNs of alarms from a reason, up to their names. CloudWatch identifies
 * the children of a composite by ARN; people know them by name.
 */
export function withoutArns(reason: string): string {
  return reason.replace(/arn:[a-z-]+:cloudwatch:[a-z0-9-]+:\d{12}:alarm:/g, '');
}

/** A metric without enough data has no sentence of its own: that of AWS counts points. */
function withoutData({ noData, state, kind, spark }: Alarm): Evidence | undefined {
  const isInsufficient = state === 'INSUFFICIENT_DATA' && kind !== 'composite';
  const seen = spark?.values.some((value) => value !== null) ?? !isInsufficient;
  if (seen && noData !== true) return undefined;
  const words = text.macro.evidence.noData;
  return { brief: words, full: words, at: spark?.to };
}

/** The children that decided the state decided it when it changed. */
function causes({ kind, state, trips = [], since }: Alarm): Evidence | undefined {
  const [first] = trips;
  if (kind !== 'composite' || state !== 'ALARM' || first === undefined) return undefined;
  const brief = text.macro.evidence.trips(first, trips.length - 1);
  return { brief, full: trips.join(', '), at: since };
}

function measured(alarm: Alarm): Evidence | undefined {
  const { spark, state } = alarm;
  if (!spark) return undefined;
  const readings = readingsOf(spark, alarm);
  const breaching = state === 'ALARM' ? readings.findLast((it) => it?.breaching) : undefined;
  const shown = breaching ?? readings.at(-1);
  if (!shown) return undefined;
  const rest = oftenIn(readings, alarm);
  const say = (written: string[]): string => [shown.say(...written), ...rest].join(', ');
  return {
    brief: say(distinct(shown.numbers)),
    full: say(shown.numbers.map(exact)),
    at: spark.to,
  };
}

/**
 * oftenIn says how many of the evaluated points breach, if only some do, and how many are missing,
 * if those that breach do not explain the state. CloudWatch evaluates the latest points that exist.
 */
function oftenIn(readings: readonly (Reading | undefined)[], alarm: Alarm): string[] {
  const { points, state } = alarm;
  if (!points) return [];
  const words = text.macro.evidence;
  const latest = readings.slice(-points.of);
  const count = latest.filter((it) => it?.breaching).length;
  const missing = points.of - latest.length;
  return [
    ...(count > 0 && count < points.of ? [words.points(count, points.of)] : []),
    ...(missing > 0 && state !== 'OK' && count < points.needed ? [words.missing(missing)] : []),
  ];
}

/**
 * The sentences of AWS about data points have their times in UTC, and so do those with a date or a
 * clock.
 */
const timed = /^Thresholds? Crossed|\d\d\/\d\d\/\d\d|\d\d:\d\d:\d\d/;

function sentence({ reason = '' }: Alarm): Evidence | undefined {
  const words = withoutArns(reason).trim();
  return words === '' || timed.test(words) ? undefined : { brief: words, full: words };
}

function condition(alarm: Alarm): Evidence | undefined {
  const limit = limitOf(alarm);
  if (limit === '') return undefined;
  const { needed, of } = alarm.points ?? { needed: 1, of: 1 };
  const words = text.macro.evidence.condition(limit, needed, of);
  return { brief: words, full: words };
}
