import { blankQuestion, prefixFrom, queryFrom, type Question } from '../providers/questions';
import {
  alertsFrom,
  blankSelection,
  hasPlaces,
  otherStack,
  type Selection,
} from '../providers/selections';
import { ownerOf, placesOf, type PickableConnection, type Pickable } from '../wire/connections';
import {
  isName,
  KNOWN_STATES,
  MAX_CONFIG,
  rulesOf,
  sizeOf,
  sourceAt,
  type Grouping,
  type Layout,
  type MacroConfig,
  type Source,
} from '../wire/macro-config';

/** Part is one connection and the chosen places of it, or the chosen alert rules. */
export interface Part {
  connection: string | null;
  places: string[];
  /** Absent for a connection with places. */
  selection?: Selection | undefined;
}

/** Form is the input of the author. */
export interface Form extends Question {
  parts: Part[];
  states: string[];
  layout: Layout;
  groupBy: Grouping;
  /** Seconds; 0 is never. */
  refresh: number;
  title: string;
  /** Count the alarms that notify nobody. */
  countSilent: boolean;
}

/** blank is the form of a new macro. */
export const blank: Form = {
  ...blankQuestion,
  parts: [{ connection: null, places: [] }],
  states: [...KNOWN_STATES],
  layout: 'brief',
  groupBy: 'source',
  refresh: 0,
  title: '',
  countSilent: true,
};

/** isUnknown reports whether a connection is in the space but of an unknown kind or shape. */
export function isUnknown(id: string | null, pickable: Pickable): boolean {
  return pickable.unknown.some((connection) => connection.id === id);
}

/** withConnection chooses a connection, and its place if it has only one. */
export function withConnection(part: Part, connection: PickableConnection): Part {
  if (!hasPlaces(connection)) return withRules(part, connection);
  const offered = placesOf(connection);
  const kept = part.places.filter((place) => offered.includes(place));
  const only = offered.length === 1 ? offered : [];
  return { connection: connection.id, places: kept.length > 0 ? kept : [...only] };
}

/** A selection without a connection is of a pasted address, whose stack alone is offered. */
function withRules({ connection, selection = blankSelection }: Part, { id }: { id: string }): Part {
  const isSame = connection === null || connection === id;
  return { connection: id, places: [], selection: isSame ? selection : otherStack(selection) };
}

/** asksPlaces reports whether a part of the form is about places, as a part without a choice is. */
export function asksPlaces({ parts }: Pick<Form, 'parts'>): boolean {
  return parts.some(({ selection }) => selection === undefined);
}

/** hasStates reports whether the form offers states: lists do, except with firingOnly. */
export function hasStates({ layout, firingOnly }: Form): boolean {
  return layout !== 'strip' && layout !== 'badge' && !firingOnly;
}

/**
 * toConfig returns the configuration to store. The form must be valid. The accounts of the chosen
 * connections are kept: another account does not answer. Their names are kept for the day when one
 * is removed, unless they make the configuration too large.
 */
export function toConfig(form: Form, offered: readonly Named[] = []): MacroConfig {
  const config = withoutNames(form, offered);
  const chosen = offered.filter(
    ({ id, name }) => isName(name) && config.sources.some(({ connection }) => connection === id),
  );
  if (chosen.length === 0) return config;
  const named = { ...config, names: Object.fromEntries(chosen.map(({ id, name }) => [id, name])) };
  return sizeOf(named) < MAX_CONFIG ? named : config;
}

type Named = Pick<PickableConnection, 'id' | 'name' | 'account' | 'stack'>;

function withoutNames(form: Form, offered: readonly Named[]): MacroConfig {
  const query = asksPlaces(form) ? queryFrom(form) : {};
  return {
    v: 1,
    sources: form.parts.flatMap((part) => sourcesOf(part, offered)),
    namePrefix: asksPlaces(form) ? prefixFrom(form) : '',
    states: KNOWN_STATES.filter((state) => !hasStates(form) || form.states.includes(state)),
    ...(Object.keys(query).length > 0 && { query }),
    ...(form.layout !== blank.layout && { layout: form.layout }),
    ...(form.groupBy !== blank.groupBy && { groupBy: form.groupBy }),
    ...(form.refresh !== blank.refresh && { refresh: form.refresh }),
    ...(form.title.trim() !== '' && { title: form.title.trim() }),
    ...(!form.countSilent && { silent: 'hide' }),
  };
}

/** sourcesOf returns the sources of one part of the form. */
export function sourcesOf(part: Part, offered: readonly Named[]): Source[] {
  const { places, selection } = part;
  const connection = part.connection ?? '';
  const chosen = offered.find(({ id }) => id === connection);
  const owner = chosen && ownerOf(chosen);
  if (selection) return [rulesOf(connection, alertsFrom(selection), owner)];
  return places.map((place) => sourceAt(connection, place, owner));
}
