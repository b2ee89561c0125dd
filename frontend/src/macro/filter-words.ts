import { text } from '../text/en';
import { KINDS, type Query } from '../wire/query';

/** filterWords says in words what a query leaves out. */
export function filterWords({ namePrefix, names, kinds, actionPrefix, firingOnly }: Query): string {
  const { filters } = text.macro;
  const some = kinds !== undefined && kinds.length > 0 && !KINDS.every((kind) => kinds.includes(kind));
  return [
    names !== undefined && names.length > 0 && filters.names(names),
    namePrefix !== undefined && namePrefix !== '' && filters.namePrefix(namePrefix),
    some && filters.kinds(kinds),
    actionPrefix !== undefined && actionPrefix !== '' && filters.actionPrefix(actionPrefix),
    firingOnly === true && filters.firingOnly,
  ]
    .filter((words) => words !== false)
    .join('; ');
}
