import { askedBy, candidatesFor } from '../providers/candidates';
import type { Pasted } from '../providers/links';
import { successorOf } from '../macro/linked/successor';
import { questionFrom } from '../providers/questions';
import { selectionFrom } from '../providers/selections';
import { ownerOf, placesOf, type Pickable, type PickableConnection } from '../wire/connections';
import { placeOf, queryOf, type MacroConfig, type Source } from '../wire/macro-config';
import { blank, isUnknown, withConnection, type Form, type Part } from './form';

/** Start is the initial form, and how the stored choices differ from what exists. */
export interface Start {
  form: Form;
  /** A stored connection is not in this space, and none takes its place in the form. */
  connectionGone: boolean;
  /** The connections that the form proposes for stored ones of the same account. */
  proposed: PickableConnection[];
  /** The chosen connections that reach another account than was confirmed. */
  readdressed: Readdressed[];
  placesGone: string[];
}

/** Readdressed is a connection that reaches another account than `was`. */
export interface Readdressed {
  connection: PickableConnection;
  was: string;
}

/**
 * startFrom fills the form from the stored configuration, as far as it is still valid, or from a
 * pasted address. Nothing of it holds until the author saves.
 */
export function startFrom(
  config: MacroConfig | null,
  pickable: Pickable,
  pasted: Pasted | null = null,
): Start {
  if (!config) return { form: first(pickable, pasted), ...unchanged };
  const stored = partsOf(config.sources).map((sources) => storedPart(sources, pickable));
  const kept = stored.flatMap(({ part }) => (part.connection === null ? [] : [part]));
  return {
    form: { ...fromConfig(config), parts: kept.length > 0 ? kept : blank.parts },
    connectionGone: kept.length < stored.length,
    proposed: [...new Set(stored.flatMap(({ proposed }) => proposed ?? []))],
    readdressed: stored.flatMap(({ readdressed }) => readdressed ?? []),
    placesGone: stored.flatMap(({ gone }) => gone),
  };
}

const unchanged = { connectionGone: false, proposed: [], readdressed: [], placesGone: [] };

interface StoredPart {
  part: Part;
  gone: string[];
  proposed?: PickableConnection;
  readdressed?: Readdressed | undefined;
}

/** partsOf groups places by their connection. Each selection of rules is a part by itself. */
function partsOf(sources: readonly Source[]): Source[][] {
  const groups = new Map<Source | string, Source[]>();
  for (const source of sources) {
    const key = source.alerts ? source : source.connection;
    groups.set(key, [...(groups.get(key) ?? []), source]);
  }
  return [...groups.values()];
}

/** storedPart returns the part of the form for the sources of one part. */
function storedPart(sources: readonly Source[], pickable: Pickable): StoredPart {
  const id = sources[0]?.connection ?? null;
  const alerts = sources[0]?.alerts;
  const asked = alerts ? [] : sources.map(placeOf);
  const rules = alerts && { selection: selectionFrom(alerts) };
  // The connection exists, so it stays chosen until the author chooses another one.
  if (isUnknown(id, pickable))
    return { part: { connection: id, places: asked, ...rules }, gone: [] };
  const own = pickable.connections.find((connection) => connection.id === id);
  const proposed = own ? undefined : successorOf(sources, pickable);
  const chosen = own ?? proposed;
  if (!chosen) return { part: { connection: null, places: [] }, gone: [] };
  const offered = placesOf(chosen);
  const was = sources.find(({ account }) => account !== undefined)?.account;
  return {
    part: {
      connection: chosen.id,
      places: asked.filter((place) => offered.includes(place)),
      ...rules,
    },
    gone: asked.filter((place) => !offered.includes(place)),
    ...(proposed && { proposed }),
    ...(was !== undefined &&
      was !== ownerOf(chosen) && { readdressed: { connection: chosen, was } }),
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
  const able = pasted ? candidatesFor(pasted, pickable).able : pickable.connections;
  const only = able.length === 1 ? able[0] : undefined;
  const { places = [], alerts, ...asked } = pasted ? askedBy(pasted, only) : {};
  const part = { connection: null, places, ...(alerts && { selection: selectionFrom(alerts) }) };
  return { ...blank, parts: [only ? withConnection(part, only) : part], ...asked };
}
