import { insideFence } from '../cloudwatch/fence';
import { text } from '../text/en';
import type { Pickable, PickableConnection } from '../wire/connections';
import { MAX_CONFIG, MAX_SOURCES, sizeOf } from '../wire/macro-config';
import { MAX_NAMES } from '../wire/query';
import { hasStates, isUnknown, namesOf, toConfig, type Form, type Part } from './form';

/** FormErrors says, by the id of a field without "config-", what is wrong. Empty means that the form can be saved. */
export type FormErrors = Partial<Record<string, string>>;

/** AWS allows no longer alarm name, and no longer beginning of an action. */
const MAX_NAME = 255;
const MAX_ACTION = 1024;

/** nth is the id of a field of the n-th part. */
export function nth(field: 'connection' | 'regions', place: number): string {
  return place === 0 ? field : `${field}-${place}`;
}

/** fieldsOf lists the form's fields in the order in which they stand on the page. */
export function fieldsOf(form: Form): string[] {
  const parts = form.parts.flatMap((_, place) => [nth('connection', place), nth('regions', place)]);
  return [...parts, 'namePrefix', 'names', 'states', 'kinds', 'actionPrefix', 'title'];
}

/** validate says what keeps the form from being saved. */
export function validate(form: Form, pickable: Pickable): FormErrors {
  const { wrong } = text.config;
  const chosen = form.parts.map(({ connection }) => pickable.connections.find(({ id }) => id === connection));
  return {
    ...partErrors(form.parts, pickable),
    ...nameErrors(form, chosen),
    ...(form.kinds.length === 0 && { kinds: wrong.kinds }),
    ...(form.actionPrefix.length > MAX_ACTION && { actionPrefix: wrong.actionLong }),
    ...(hasStates(form) && form.states.length === 0 && { states: wrong.states }),
    ...(sizeOf(toConfig(form)) >= MAX_CONFIG && {
      [form.which === 'names' ? 'names' : 'title']: wrong.tooLarge,
    }),
  };
}

function partErrors(parts: readonly Part[], pickable: Pickable): FormErrors {
  const { wrong } = text.config;
  const errors: FormErrors = {};
  const seen = new Set<string>();
  let count = 0;
  parts.forEach(({ connection, regions }, place) => {
    const field = nth('regions', place);
    if (!pickable.connections.some(({ id }) => id === connection))
      errors[nth('connection', place)] = isUnknown(connection, pickable) ? wrong.unknown : wrong.connection;
    if (regions.length === 0) errors[field] = wrong.regions;
    count += regions.length;
    if (count > MAX_SOURCES) errors[field] = wrong.tooMany(MAX_SOURCES);
    for (const region of regions) {
      const source = JSON.stringify([connection, region]);
      if (seen.has(source)) errors[field] = wrong.twice;
      seen.add(source);
    }
  });
  return errors;
}

function nameErrors(form: Form, chosen: readonly (PickableConnection | undefined)[]): FormErrors {
  const { wrong } = text.config;
  const fences = chosen.flatMap((connection) => (connection ? [connection.namePrefixes] : []));
  const outside = (name: string): readonly string[] | undefined =>
    fences.find((fence) => !insideFence(name, fence));
  if (form.which === 'prefix') {
    if (form.namePrefix.length > MAX_NAME) return { namePrefix: wrong.prefixLong };
    const fence = outside(form.namePrefix);
    return fence ? { namePrefix: wrong.fence(fence.join(', ')) } : {};
  }
  const names = namesOf(form);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (names.length === 0) return { names: wrong.names };
  if (names.length > MAX_NAMES) return { names: wrong.namesMany(MAX_NAMES) };
  if (names.some((name) => name.length > MAX_NAME)) return { names: wrong.namesLong };
  if (twice !== undefined) return { names: wrong.namesTwice(twice) };
  const fence = names.map(outside).find((it) => it !== undefined);
  return fence ? { names: wrong.fence(fence.join(', ')) } : {};
}
