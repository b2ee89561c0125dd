import type { Alerts, Matcher } from '../../wire/alerts';
import { faultsIn } from '../config/check';
import { SHOWN } from '../config/states';

/** Dropped is a kind of filter that a selection of rules does not have. */
export type Dropped = 'words' | 'state' | 'label' | 'name' | 'source' | 'health' | 'type';

/** Filtered is what a selection takes over from the filters of an alert list, and what it cannot. */
export interface Filtered {
  alerts: Alerts;
  /** Each kind once. No text of the address is kept with it. */
  dropped: Dropped[];
}

/** What the terms of a search select. Source: Grafana, alerting/unified/search/rulesSearchParser.ts. */
const terms: Readonly<Record<string, Dropped>> = {
  state: 'state',
  label: 'label',
  rule: 'name',
  group: 'name',
  namespace: 'name',
  datasource: 'source',
  health: 'health',
  type: 'type',
};

/** Parameters of older lists. Source: Grafana, alerting/unified/utils/misc.ts. */
const parameters: readonly [string, Dropped][] = [
  ['queryString', 'words'],
  ['dataSource', 'source'],
  ['ruleType', 'type'],
];

/** filterIn reads the filters in the address of an alert list. */
export function filterIn(query: URLSearchParams): Filtered {
  const filter: Filtered = { alerts: {}, dropped: [] };
  for (const token of tokensIn(query.get('search') ?? '')) read(token, filter);
  const state = query.get('alertState') ?? '';
  if (state !== '') takeState(state, filter);
  for (const [name, kind] of parameters) if (query.get(name)) drop(kind, filter);
  return filter;
}

/** tokensIn splits a search at white space outside of quotes. */
function tokensIn(search: string): string[] {
  return (search.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? []).map((token) => token.replaceAll('"', ''));
}

function read(token: string, filter: Filtered): void {
  const [, term = '', value = ''] = /^([a-z]+):(.*)$/s.exec(token) ?? [];
  const kind = Object.hasOwn(terms, term) ? terms[term] : 'words';
  if (kind === 'state') takeState(value, filter);
  else if (kind === 'label') takeLabel(value, filter);
  else if (kind !== undefined && token !== '') drop(kind, filter);
}

/** A filter by state always shows what fires. */
function takeState(state: string, filter: Filtered): void {
  if (state === 'firing') filter.alerts.states = [...SHOWN.firing];
  else drop('state', filter);
}

function takeLabel(text: string, filter: Filtered): void {
  const matcher = matcherIn(text);
  const labels = [...(filter.alerts.labels ?? []), ...(matcher ? [matcher] : [])];
  if (matcher && faultsIn({ labels }).length === 0) filter.alerts.labels = labels;
  else drop('label', filter);
}

/** Source of the operators: Grafana, alerting/unified/utils/matchers.ts. */
function matcherIn(text: string): Matcher | null {
  const [, name, op, value] = /^([^=!]*)(=~|!=|!~|=)(.*)$/s.exec(text) ?? [];
  if (name === undefined || op === undefined || value === undefined) return null;
  return { name: name.trim(), op, value };
}

function drop(kind: Dropped, { dropped }: Filtered): void {
  if (!dropped.includes(kind)) dropped.push(kind);
}
