import { text } from '../text/en';
import { KINDS, type Query } from '../wire/query';
import type { SourceView } from './model';

/** filterWords says in words what a query leaves out. */
export function filterWords(query: Query): string {
  const { firingOnly } = query;
  return [...narrowings(query), firingOnly === true && text.macro.filters.firingOnly]
    .filter(isSaid)
    .join('; ');
}

/**
 * emptyWords says why nothing came of a source, naming everything it was asked with. What was not asked makes all the
 * difference: where only what fires was, others may be there.
 */
export function emptyWords(query: Query, { header }: Pick<SourceView, 'header'>): string {
  // A fence of one prefix narrows what nobody narrowed.
  const asked = { namePrefix: header?.namePrefix, ...query };
  const among = narrowings(asked).filter(isSaid).join('; ');
  if (asked.firingOnly === true) return text.macro.noneFiring(among);
  return among === '' ? text.macro.noneHere : text.macro.noneMatch(among);
}

function narrowings({ namePrefix, names, kinds, actionPrefix }: Query): (string | false)[] {
  const { filters } = text.macro;
  const some = kinds !== undefined && kinds.length > 0 && !KINDS.every((kind) => kinds.includes(kind));
  return [
    names !== undefined && names.length > 0 && filters.names(names),
    namePrefix !== undefined && namePrefix !== '' && filters.namePrefix(namePrefix),
    some && filters.kinds(kinds),
    actionPrefix !== undefined && actionPrefix !== '' && filters.actionPrefix(actionPrefix),
  ];
}

function isSaid(words: string | false): words is string {
  return words !== false;
}
