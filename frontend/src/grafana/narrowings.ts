import type { Item } from '../macro/item';
import { text } from '../text/en';
import type { Alerts } from '../wire/alerts';

/**
 * narrowings describes what a selection of rules leaves out. The rules that came name their folders.
 */
export function narrowings(alerts: Alerts, items: readonly Item[] = []): string[] {
  const { folders = [], dashboard, panel, rules = [] } = alerts;
  const { filters } = text.macro.rules;
  return [
    ...(rules.length > 0 ? [filters.rules(rules.length)] : []),
    ...(folders.length > 0 ? [folderWords(folders, items)] : []),
    ...(dashboard === undefined ? [] : [panel === undefined ? filters.dashboard : filters.panel]),
    ...filtersIn(alerts),
  ];
}

/** folderWords names a single folder, if a rule of it came, and counts several. */
function folderWords(folders: readonly string[], items: readonly Item[]): string {
  const { filters } = text.macro.rules;
  const [only] = folders;
  const item = items.find(
    ({ detail }) => detail.provider === 'grafana' && detail.ids.folder === only,
  );
  return folders.length === 1 && item?.folder !== undefined
    ? filters.folder(item.folder)
    : filters.folders(folders.length);
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
