import { text } from '../text/en';
import { KINDS, type Query } from '../wire/query';

/** narrowings describes the filters of a query, except firingOnly. */
export function narrowings(query: Query): string[] {
  const { namePrefix, names, kinds, actionPrefix, withoutAutoScaling } = query;
  const { filters } = text.macro;
  const some =
    kinds !== undefined && kinds.length > 0 && !KINDS.every((kind) => kinds.includes(kind));
  const words = [
    names !== undefined && names.length > 0 && filters.names(names),
    namePrefix !== undefined && namePrefix !== '' && filters.namePrefix(namePrefix),
    some && filters.kinds(kinds),
    actionPrefix !== undefined && actionPrefix !== '' && filters.actionPrefix(actionPrefix),
    withoutAutoScaling === true && filters.withoutAutoScaling,
  ];
  return words.filter((it) => it !== false);
}
