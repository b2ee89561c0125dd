import { narrowings } from '../providers/questions';
import { text } from '../text/en';
import type { Query } from '../wire/query';
import type { SourceView, View } from './view';

/** filterWords puts in words what a query leaves out. */
export function filterWords(query: Query): string {
  const firing = query.firingOnly === true ? [text.macro.filters.firingOnly] : [];
  return [...narrowings(query), ...firing].join('; ');
}

/**
 * askedWords puts in words what a whole view was narrowed to, "" for nothing. Where the query has no prefix, a fence
 * narrows it as well, if there is one for all of its sources.
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
 * emptyWords explains an empty answer of a source, naming everything it was asked with. Where only firing items were
 * asked for, others may exist.
 */
export function emptyWords(query: Query, { header }: Pick<SourceView, 'header'>): string {
  // A fence of one prefix narrows a question that has no filter.
  const asked = { namePrefix: header?.namePrefix, ...query };
  const among = narrowings(asked).join('; ');
  if (asked.firingOnly === true) return text.macro.noneFiring(among);
  return among === '' ? text.macro.noneHere : text.macro.noneMatch(among);
}
