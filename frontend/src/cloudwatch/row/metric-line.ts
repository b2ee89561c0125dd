import { text } from '../../text/en';
import type { Facts } from '../../macro/item';
import type { Alarm, Watched } from '../wire/alarm';
import { numeral } from './numerals';

const signs: Readonly<Record<string, string>> = { '>': '>', '>=': '≥', '<': '<', '<=': '≤' };

/** metricLine describes the metric of an alarm; null if nothing of it is known. */
export function metricLine(alarm: Alarm): Facts | null {
  const what = whatOf(alarm);
  const when = whenOf(alarm);
  if (what === '' && when === '') return null;
  const labels = (alarm.dimensions ?? []).map(({ name, value }) => `${name}=${value}`).join(', ');
  return { what, when, labels };
}

function whatOf({ source, namespace, metric }: Watched): string {
  const words = text.macro.metric;
  if (metric !== undefined) return namespace === undefined ? metric : `${namespace} ${metric}`;
  switch (source) {
    case 'math':
    case 'insights':
    case 'promql':
    case 'anomaly':
      return words[source];
    default:
      return '';
  }
}

/** limitOf describes the threshold or the band of an alarm; "" if it is not known. */
export function limitOf({ comparison, threshold }: Watched): string {
  return threshold !== undefined && comparison !== undefined && Object.hasOwn(signs, comparison)
    ? `${signs[comparison] ?? comparison} ${numeral(threshold)}`
    : bandOf(comparison);
}

function whenOf(watched: Watched): string {
  const { statistic, points, period, missing } = watched;
  const words = text.macro.metric;
  const each = period === undefined ? '' : text.macro.span(period);
  const limit = limitOf(watched);
  const often = points && each !== '' ? words.points(points.needed, points.of, each) : '';
  const rule = [statistic, limit, often]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
  return [rule, missing === undefined ? '' : missingOf(missing)]
    .filter((part) => part !== '')
    .join('; ');
}

function bandOf(comparison: string | undefined): string {
  const { band } = text.macro.metric;
  return comparison === 'outside' || comparison === 'below' || comparison === 'above'
    ? band[comparison]
    : '';
}

/** "missing" is the usual treatment of missing data and needs no word. */
function missingOf(missing: string): string {
  const words = text.macro.metric.missing;
  return missing === 'breaching' || missing === 'notBreaching' || missing === 'ignore'
    ? words[missing]
    : '';
}
