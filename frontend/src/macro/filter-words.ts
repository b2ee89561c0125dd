import { narrowings } from '../providers/questions';
import { text } from '../text/en';
import { KNOWN_STATES } from '../wire/macro-config';
import type { Query } from '../wire/query';
import { stateWords } from './chosen-state';
import type { SourceView, View } from './view';

/** filterWords describes what a query excludes. */
export function filterWords(query: Query): string {
  const firing = query.firingOnly === true ? [text.macro.filters.firingOnly] : [];
  return [...narrowings(query), ...firing].join('; ');
}

/**
 * askedWords describes the filters of a whole view, "" for none. A query without a prefix is still
 * narrowed by the fence that all sources have in common. The states are those that a list shows.
 */
export function askedWords(
  query: Query,
  view: View,
  states: readonly string[] = KNOWN_STATES,
): string {
  const fences = new Set(view.map(({ header }) => header?.namePrefix ?? ''));
  const [fence] = fences.size === 1 ? fences : [];
  const asked = filterWords({
    ...query,
    namePrefix: query.namePrefix ?? (query.names ? undefined : fence),
  });
  const words = [asked, statesIn(states)].filter((it) => it !== '').join('; ');
  return words === '' ? '' : text.macro.asked(words);
}

/** statesIn names the states, "" for all of them. */
function statesIn(states: readonly string[]): string {
  const shown = KNOWN_STATES.filter((state) => states.includes(state));
  if (shown.length === 0 || shown.length === KNOWN_STATES.length) return '';
  return text.macro.filters.states(shown.map((state) => stateWords[state]));
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
