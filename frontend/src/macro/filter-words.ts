import { emptyRules, filtersIn, narrowings, ruleNarrowings } from '../providers/questions';
import { text } from '../text/en';
import { KNOWN_STATES, type Source } from '../wire/macro-config';
import type { Query } from '../wire/query';
import { stateWords } from './chosen-state';
import { namesOf } from './names';
import type { SourceView, View } from './view';

/** filterWords describes what a query excludes. */
export function filterWords(query: Query): string {
  const firing = query.firingOnly === true ? [text.macro.filters.firingOnly] : [];
  return [...narrowings(query), ...firing].join('; ');
}

/**
 * askedWords describes the filters of a whole view, "" for none. A query without a prefix is still
 * narrowed by the fence that all its sources have in common. A source with rules has filters of its
 * own in place of the query. The states are those that a list shows.
 */
export function askedWords(
  query: Query,
  view: View,
  states: readonly string[] = KNOWN_STATES,
): string {
  const placed = view.filter(({ asked }) => asked.alerts === undefined);
  const fences = new Set(placed.map(({ header }) => header?.namePrefix ?? ''));
  const [fence] = fences.size === 1 ? fences : [];
  const prefix = query.namePrefix ?? (query.names ? undefined : fence);
  const shared = placed.length === 0 ? '' : filterWords({ ...query, namePrefix: prefix });
  const own = view.map((source) => ownWords(source, view));
  const words = [shared, ...own, statesIn(states)].filter((it) => it !== '');
  return words.length === 0 ? '' : text.macro.asked(words.join('; '));
}

/** statesIn names the states, "" for all of them. */
function statesIn(states: readonly string[]): string {
  const shown = KNOWN_STATES.filter((state) => states.includes(state));
  if (shown.length === 0 || shown.length === KNOWN_STATES.length) return '';
  return text.macro.filters.states(shown.map((state) => stateWords[state]));
}
/** ownWords describes the filters of a source with rules, and names it among several. */
function ownWords({ asked, items }: SourceView, view: View): string {
  const words = asked.alerts ? ruleNarrowings(asked.alerts, items).join('; ') : '';
  if (words === '' || view.length === 1) return words;
  return text.macro.rules.of(namesOf(view, asked).connection ?? text.macro.nameless, words);
}

/** widenedWords describes the filters that a reader can leave out. */
export function widenedWords(query: Query, sources: readonly Source[]): string {
  const own = sources.flatMap(({ alerts }) => (alerts ? filtersIn(alerts) : []));
  return [filterWords(query), ...new Set(own)].filter((it) => it !== '').join('; ');
}

/** Answered is the part of a source that explains an empty answer. */
type Answered = Pick<SourceView, 'header'> & Partial<Pick<SourceView, 'asked'>>;

/**
 * emptyWords explains an empty answer of a source by every filter of its request. Other items may
 * exist if the query asks for firing items only.
 */
export function emptyWords(query: Query, { header, asked: own }: Answered): string {
  if (own?.alerts) return emptyRules(own.alerts, header?.left);
  // A fence with a single prefix narrows a query without a filter.
  const asked = { namePrefix: header?.namePrefix, ...query };
  const among = narrowings(asked).join('; ');
  if (asked.firingOnly === true) return text.macro.noneFiring(among);
  return among === '' ? text.macro.noneHere : text.macro.noneMatch(among);
}
