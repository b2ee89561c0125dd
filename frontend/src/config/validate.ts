import { PLACES, questionErrors } from '../providers/questions';
import { text } from '../text/en';
import type { Pickable } from '../wire/connections';
import { MAX_CONFIG, MAX_SOURCES, sizeOf } from '../wire/macro-config';
import { hasStates, isUnknown, toConfig, type Form, type Part } from './form';
import type { FormErrors } from './form-errors';

/** nth returns the id of a field of the n-th part. */
export function nth(field: 'connection' | typeof PLACES, index: number): string {
  return index === 0 ? field : `${field}-${index}`;
}

/** fieldsOf lists the form's fields in page order. */
export function fieldsOf(form: Form): string[] {
  const parts = form.parts.flatMap((_, index) => [nth('connection', index), nth(PLACES, index)]);
  return [...parts, 'namePrefix', 'names', 'states', 'kinds', 'actionPrefix', 'title'];
}

/** validate returns the errors that prevent saving. */
export function validate(form: Form, pickable: Pickable): FormErrors {
  const { wrong } = text.config;
  const chosen = form.parts.map(({ connection }) =>
    pickable.connections.find(({ id }) => id === connection),
  );
  return {
    ...partErrors(form.parts, pickable),
    ...questionErrors(form, chosen),
    ...(hasStates(form) && form.states.length === 0 && { states: wrong.states }),
    ...(sizeOf(toConfig(form, pickable.connections)) >= MAX_CONFIG && {
      [form.which === 'names' ? 'names' : 'title']: wrong.tooLarge,
    }),
  };
}

function partErrors(parts: readonly Part[], pickable: Pickable): FormErrors {
  const { wrong } = text.config;
  const errors: FormErrors = {};
  const seen = new Set<string>();
  let count = 0;
  parts.forEach(({ connection, places }, index) => {
    const field = nth(PLACES, index);
    if (!pickable.connections.some(({ id }) => id === connection))
      errors[nth('connection', index)] = isUnknown(connection, pickable)
        ? wrong.unknown
        : wrong.connection;
    if (places.length === 0) errors[field] = wrong.places;
    count += places.length;
    if (count > MAX_SOURCES) errors[field] = wrong.tooMany(MAX_SOURCES);
    for (const id of places) {
      const source = JSON.stringify([connection, id]);
      if (seen.has(source)) errors[field] = wrong.twice;
      seen.add(source);
    }
  });
  return errors;
}
