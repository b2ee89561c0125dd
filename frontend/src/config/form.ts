import { askedBy, connectionsFor, type Pasted } from '../providers/links';
import {
  blankQuestion,
  prefixFrom,
  queryFrom,
  questionFrom,
  type Question,
} from '../providers/questions';
import { placesOf, type PickableConnection, type Pickable } from '../wire/connections';
import {
  isName,
  KNOWN_STATES,
  MAX_CONFIG,
  placeOf,
  queryOf,
  sizeOf,
  sourceAt,
  type Grouping,
  type Layout,
  type MacroConfig,
} from '../wire/macro-config';

/** Part is one connection and the chosen places of it. */
export interface Part {
  connection: string | null;
  places: string[];
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

/** Start is the initial form, and the stored choices that no longer exist. */
export interface Start {
  form: Form;
  connectionGone: boolean;
  placesGone: string[];
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

/**
 * startFrom fills the form from the stored configuration, as far as it is still valid, or from a
 * pasted address.
 */
export function startFrom(
  config: MacroConfig | null,
  pickable: Pickable,
  pasted: Pasted | null = null,
): Start {
  if (!config) return { form: first(pickable, pasted), connectionGone: false, placesGone: [] };
  const stored = [...new Set(config.sources.map(({ connection }) => connection))].map((id) => {
    const chosen = pickable.connections.find((connection) => connection.id === id);
    const asked = config.sources.filter((source) => source.connection === id).map(placeOf);
    // The connection exists, so it stays chosen until the author chooses another one.
    if (isUnknown(id, pickable)) return { connection: id, places: asked, gone: [] };
    const offered = chosen ? placesOf(chosen) : [];
    const places = asked.filter((place) => offered.includes(place));
    const gone = chosen ? asked.filter((place) => !places.includes(place)) : [];
    return { connection: chosen?.id ?? null, places, gone };
  });
  const kept = stored.filter(({ connection }) => connection !== null);
  const parts = kept.map(({ connection, places }) => ({ connection, places }));
  return {
    form: { ...fromConfig(config), parts: parts.length > 0 ? parts : blank.parts },
    connectionGone: kept.length < stored.length,
    placesGone: stored.flatMap(({ gone }) => gone),
  };
}

/** isUnknown reports whether a connection is in the space but of an unknown kind or shape. */
export function isUnknown(id: string | null, pickable: Pickable): boolean {
  return pickable.unknown.some((connection) => connection.id === id);
}

/** withConnection chooses a connection, and its place if it has only one. */
export function withConnection(part: Part, connection: PickableConnection): Part {
  const offered = placesOf(connection);
  const kept = part.places.filter((place) => offered.includes(place));
  const only = offered.length === 1 ? offered : [];
  return { connection: connection.id, places: kept.length > 0 ? kept : [...only] };
}

/** hasStates reports whether the form offers states: lists do, except with firingOnly. */
export function hasStates({ layout, firingOnly }: Form): boolean {
  return layout !== 'strip' && layout !== 'badge' && !firingOnly;
}

/**
 * toConfig returns the configuration to store. The form must be valid. The names of the chosen
 * connections are kept for the day when one is removed, unless they make the configuration too
 * large.
 */
export function toConfig(form: Form, offered: readonly Named[] = []): MacroConfig {
  const config = withoutNames(form);
  const chosen = offered.filter(
    ({ id, name }) => isName(name) && config.sources.some(({ connection }) => connection === id),
  );
  if (chosen.length === 0) return config;
  const named = { ...config, names: Object.fromEntries(chosen.map(({ id, name }) => [id, name])) };
  return sizeOf(named) < MAX_CONFIG ? named : config;
}

type Named = Pick<PickableConnection, 'id' | 'name'>;

function withoutNames(form: Form): MacroConfig {
  const query = queryFrom(form);
  return {
    v: 1,
    sources: form.parts.flatMap(({ connection, places }) =>
      places.map((place) => sourceAt(connection ?? '', place)),
    ),
    namePrefix: prefixFrom(form),
    states: KNOWN_STATES.filter((state) => !hasStates(form) || form.states.includes(state)),
    ...(Object.keys(query).length > 0 && { query }),
    ...(form.layout !== blank.layout && { layout: form.layout }),
    ...(form.groupBy !== blank.groupBy && { groupBy: form.groupBy }),
    ...(form.refresh !== blank.refresh && { refresh: form.refresh }),
    ...(form.title.trim() !== '' && { title: form.title.trim() }),
    ...(!form.countSilent && { silent: 'hide' }),
  };
}

function fromConfig(config: MacroConfig): Form {
  return {
    ...blank,
    ...questionFrom(queryOf(config)),
    states: config.states,
    layout: config.layout ?? blank.layout,
    groupBy: config.groupBy ?? blank.groupBy,
    refresh: config.refresh ?? blank.refresh,
    title: config.title ?? '',
    countSilent: config.silent !== 'hide',
  };
}

function first(pickable: Pickable, pasted: Pasted | null): Form {
  const able = pasted ? connectionsFor(pasted, pickable) : pickable.connections;
  const { places, ...asked } = pasted ? askedBy(pasted) : { places: [] };
  const part = { connection: null, places };
  const only = able.length === 1 ? able[0] : undefined;
  return { ...blank, parts: [only ? withConnection(part, only) : part], ...asked };
}
