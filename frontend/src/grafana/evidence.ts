import type { Evidence } from '../macro/item';
import { rules as words } from '../text/grafana/en-rules';
import type { Count, Instance, Rule } from './wire/rule';

/** Making a format takes longer than using it. */
const short = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 4 });

/** valueOf returns the value of an instance for people, "" if it is no plain number. */
export function valueOf({ value = '' }: Instance): string {
  const number = value.trim() === '' ? NaN : Number(value);
  return Number.isFinite(number) ? short.format(number) : '';
}

/** readable writes the numbers of several values, such as "B: 9.5e+00, C: 1e+00", for people. */
export function readable(value = ''): string {
  return value.replace(/-?\d+(?:\.\d+)?e[+-]\d+/g, (number) => short.format(Number(number)));
}

/** totalOf returns the number of all instances of a rule. */
export function totalOf({ counts }: { counts: readonly Count[] }): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/**
 * evidenceOf returns the short reason for the state of a rule: how many of its instances are in that
 * state, the value of a single one, and whether missing data or a failing query put it there.
 */
export function evidenceOf(rule: Rule): Evidence | undefined {
  const { state, counts, instances } = rule;
  if (state === 'normal') return undefined;
  const all = totalOf(rule);
  const own = counts.find((it) => it.state === state)?.count ?? 0;
  const [first] = instances.filter((it) => it.state === state);
  const value = own === 1 && first ? valueOf(first) : '';
  const parts = [
    ...(all > 1 && own > 0 ? [words.evidence.instances(own, all)] : []),
    ...(value === '' ? [] : [words.evidence.value(value)]),
    ...(first ? becauseOf(first) : []),
  ];
  const brief = parts.join(', ');
  return brief === '' ? undefined : { brief, full: brief };
}

/** Grafana appends the reason for which an instance alerts without a value. */
function becauseOf({ state, reason }: Instance): string[] {
  if (state === 'nodata' || state === 'error') return [];
  if (reason === 'NoData') return [words.evidence.becauseNoData];
  return reason === 'Error' ? [words.evidence.becauseError] : [];
}
