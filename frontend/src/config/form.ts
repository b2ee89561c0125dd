import { text } from '../text/en';
import type { PickableConnection, Pickable } from '../wire/connections';
import { KNOWN_STATES, MAX_SOURCES, type MacroConfig } from '../wire/macro-config';

/** Form is what the author has filled in so far. */
export interface Form {
  connection: string | null;
  regions: string[];
  namePrefix: string;
  states: string[];
}

/** FormErrors says, by field, what is wrong. Empty means that the form can be saved. */
export type FormErrors = Partial<Record<keyof Form, string>>;

/** fields lists the form's fields in the order in which they stand on the page. */
export const fields: readonly (keyof Form)[] = ['connection', 'regions', 'namePrefix', 'states'];

/** AWS allows no longer alarm name. */
const MAX_NAME = 255;

/** Start is the form as it opens, and what of the stored configuration is no longer there. */
export interface Start {
  form: Form;
  connectionGone: boolean;
  regionsGone: string[];
}

/** startFrom fills the form from the stored configuration, as far as it still holds. */
export function startFrom(config: MacroConfig | null, pickable: Pickable): Start {
  if (!config) return { form: blank(pickable), connectionGone: false, regionsGone: [] };
  const id = config.sources[0]?.connection;
  const chosen = pickable.connections.find((connection) => connection.id === id);
  const regions = config.sources.filter((source) => source.connection === id).map((source) => source.region);
  return {
    form: {
      connection: chosen?.id ?? null,
      regions: regions.filter((region) => chosen?.regions.includes(region)),
      namePrefix: config.namePrefix,
      states: config.states,
    },
    connectionGone: !chosen,
    regionsGone: chosen ? regions.filter((region) => !chosen.regions.includes(region)) : [],
  };
}

/** withConnection chooses a connection, and its Region where it has only one. */
export function withConnection(form: Form, connection: PickableConnection): Form {
  const kept = form.regions.filter((region) => connection.regions.includes(region));
  const only = connection.regions.length === 1 ? connection.regions : [];
  return { ...form, connection: connection.id, regions: kept.length > 0 ? kept : [...only] };
}

/** validate says what keeps the form from being saved. */
export function validate(form: Form, pickable: Pickable): FormErrors {
  const { wrong } = text.config;
  const connection = pickable.connections.find(({ id }) => id === form.connection);
  const errors: FormErrors = {};
  if (!connection) errors.connection = wrong.connection;
  if (form.regions.length === 0) errors.regions = wrong.regions;
  if (form.regions.length > MAX_SOURCES) errors.regions = wrong.tooMany(MAX_SOURCES);
  if (form.namePrefix.length > MAX_NAME) errors.namePrefix = wrong.prefixLong;
  else if (connection && !insideFence(form.namePrefix, connection.namePrefixes)) {
    errors.namePrefix = wrong.fence(connection.namePrefixes.join(', '));
  }
  if (form.states.length === 0) errors.states = wrong.states;
  return errors;
}

/** toConfig makes what is stored in the page. Call it with a form that validate accepts. */
export function toConfig(form: Form): MacroConfig {
  const connection = form.connection ?? '';
  return {
    v: 1,
    sources: form.regions.map((region) => ({ connection, region })),
    namePrefix: form.namePrefix,
    states: KNOWN_STATES.filter((state) => form.states.includes(state)),
  };
}

/** The backend supplies the prefix itself where a connection has exactly one and the view names none. */
function insideFence(prefix: string, fence: readonly string[]): boolean {
  if (fence.length === 0 || (prefix === '' && fence.length === 1)) return true;
  return fence.some((allowed) => prefix.startsWith(allowed));
}

function blank(pickable: Pickable): Form {
  const form: Form = { connection: null, regions: [], namePrefix: '', states: [...KNOWN_STATES] };
  const only = pickable.connections.length === 1 ? pickable.connections[0] : undefined;
  return only ? withConnection(form, only) : form;
}
