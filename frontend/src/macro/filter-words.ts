import { narrowings } from '../providers/questions';
import { text } from '../text/en';
import type { Query } from '../wire/query';
import type { SourceView, View } from './view';

/** filterWords describes what a query excludes. */
export function filterWords(query: Query): string {
  const firing = query.firingOnly === true ? [text.macro.filters.firingOnly] : [];
  return [...narrowings(query), ...firing].join('; ');
}

/**
 * askedWords describes the filters of a whole view, "" for none. A query without a prefix is still
 * narrowed by the fence that all sources have in common.
 */
export function askedWords(query: Query, view: View): string {
  const fences = new Set(view.map(({ header }) => header?.namePrefix ?? ''));
  const [fence] = fences.size === 1 ? fences : [];
  const words = filterWords({
    ...query,
    namePrefix: query.namePrefix ?? (query.names ? undefined : fence),
  });
  return words === '' ? '' : text.macro.asked(words);
}

/**
 * emptyWords explains an empty answer of a source by every filter of its request. Other items may
 * exist if the query asks for firing items only.
 */
export function emptyWords(query: Query, { header }: Pick<SourceView, 'header'>): string {
  // A fence with a single prefix narrows a query without a filter.
  const asked = { namePrefix: header?.namePrefix, ...query };
  const among = narrowings(asked).join('; ');
  if (asked.firingOnly === true) return text.macro.noneFiring(among);
  return among === '' ? text.macro.noneHere : text.macro.noneMatch(among);
}
