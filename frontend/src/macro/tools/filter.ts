import { placeOf } from '../../wire/macro-config';
import { chosenState } from '../chosen-state';
import { accountOf } from '../names';
import type { Row } from '../rows';

/** Filter is the reader's filter on the loaded items. It makes no call. */
export interface Filter {
  states: readonly string[];
  search: string;
}

/**
 * filterRows keeps the rows in the chosen states that contain every search term. No state filter
 * hides an unknown state: no reader can have chosen to hide it.
 */
export function filterRows(rows: readonly Row[], filter: Filter): Row[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const state = chosenState(row.item.standing);
    if (state !== undefined && !filter.states.includes(state)) return false;
    if (words.length === 0) return true;
    const hay = [...whatOf(row), ...whereOf(row)].join(' ').toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}

function whatOf({ item }: Row): (string | undefined)[] {
  return [item.name, item.description, item.reason, item.kind, item.state, ...item.words];
}

function whereOf({ source, names }: Row): (string | undefined)[] {
  return [accountOf(source), placeOf(source.asked), names.connection, names.place];
}
