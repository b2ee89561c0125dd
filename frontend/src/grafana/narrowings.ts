import { text } from '../text/en';
import type { Alerts } from '../wire/alerts';

/** narrowings describes what a selection of rules leaves out. */
export function narrowings(alerts: Alerts): string[] {
  const { folders = [], dashboard, panel, rules = [] } = alerts;
  const { filters } = text.macro.rules;
  return [
    ...(rules.length > 0 ? [filters.rules(rules.length)] : []),
    ...(folders.length > 0 ? [filters.folders(folders.length)] : []),
    ...(dashboard === undefined ? [] : [panel === undefined ? filters.dashboard : filters.panel]),
    ...filtersIn(alerts),
  ];
}

/** filtersIn describes the filters by label and state, which a reader can leave out. */
export function filtersIn({ labels = [], states = [] }: Alerts): string[] {
  const { filters } = text.macro.rules;
  return [
    ...labels.map(({ name, op, value }) => filters.label(name, op, value)),
    ...(states.length > 0 ? [filters.states(states)] : []),
  ];
}

/** emptyRules explains an answer without rules, and what its filters left out. */
export function emptyRules(alerts: Alerts, left?: { count: number; worst: string }): string {
  const words = text.macro.rules;
  const filters = narrowings(alerts).join('; ');
  if (left && left.count > 0)
    return `${words.left(left.count, left.worst)} ${text.macro.asked(filters)}`;
  return filters === '' ? words.none : words.noneMatch(filters);
}
