import { KNOWN_STATES, placeOf } from '../../wire/macro-config';
import { chosenState } from '../chosen-state';
import { changedSince } from './changed';
import { accountOf } from '../names';
import { standingIn } from '../ages';
import { isSilent, type Row } from '../rows';
import type { Standing } from '../standing';

/** Only is what a count of the verdict line counts. */
export type Only = Standing | 'silent' | 'changed';

/** Filter is the reader's filter on the loaded items. It makes no call. */
export interface Filter {
  /** The states that the author chose. They do not apply to a counted choice. */
  states: readonly string[];
  /** The counted items alone, or null. */
  only: Only | null;
  /** The state changed within this time. */
  within: Within;
  /** The owner of the items, or null for any. */
  owner: string | null;
  search: string;
}

/** WITHIN are the times since the last change that a reader can choose. */
export const WITHIN = ['any', 'hour', 'day'] as const;

/** Within is one of WITHIN. */
export type Within = (typeof WITHIN)[number];

/** unfiltered shows every item. */
export const unfiltered: Filter = {
  states: KNOWN_STATES,
  only: null,
  within: 'any',
  owner: null,
  search: '',
};

/** isFiltering reports whether the reader looks for something in particular. */
export function isFiltering({ only, within, owner, search }: Filter): boolean {
  return only !== null || within !== 'any' || owner !== null || search.trim() !== '';
}

/** statesOf returns the states of a filter. A counted choice replaces them. */
export function statesOf({ only, states }: Filter): readonly string[] {
  return only === null ? states : KNOWN_STATES;
}

/**
 * filterRows keeps the rows of the choice that contain every search term. No state filter hides an
 * unknown state: no author can have chosen to hide it.
 */
export function filterRows(rows: readonly Row[], filter: Filter): Row[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (!isChosen(row, filter) || !isWithin(row, filter)) return false;
    if (filter.owner !== null && row.item.owner !== filter.owner) return false;
    if (words.length === 0) return true;
    const hay = [...whatOf(row), ...whereOf(row)].join(' ').toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}

/** isChosen reports whether a row is among the counted items, or else in one of the states. */
export function isChosen(row: Row, { only, states }: Filter): boolean {
  if (only === 'silent') return isSilent(row);
  if (only === 'changed') return row.was !== undefined;
  if (only !== null) return standingIn(row.source, row.item) === only;
  const state = chosenState(row.item.standing);
  return state === undefined || states.includes(state);
}

/** isWithin compares with the time of the answer, not with that of the reader's clock. */
function isWithin(row: Row, { within }: Filter): boolean {
  if (within === 'any') return true;
  const changed = changedSince(row, row.source.header?.asOf ?? 0);
  return changed === 'hour' || (within === 'day' && changed === 'day');
}

function whatOf({ item }: Row): (string | undefined)[] {
  return [item.name, item.description, item.reason, item.kind, item.state, ...item.words];
}

function whereOf({ source, names }: Row): (string | undefined)[] {
  return [accountOf(source), placeOf(source.asked), names.connection, names.place];
}
