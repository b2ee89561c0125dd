import { PLACES, questionErrors } from '../providers/questions';
import { SAME_RULES, selectionErrors, selectionFields } from '../providers/selections';
import { text } from '../text/en';
import type { Pickable } from '../wire/connections';
import { MAX_CONFIG, MAX_SOURCES, sizeOf } from '../wire/macro-config';
import {
  asksPlaces,
  hasStates,
  isUnknown,
  sourcesOf,
  toConfig,
  type Form,
  type Part,
} from './form';
import type { FormErrors } from './form-errors';

/** nth returns the id of a field of the n-th part. */
export function nth(field: string, index: number): string {
  return index === 0 ? field : `${field}-${index}`;
}

/** fieldsOf lists the form's fields in page order. */
export function fieldsOf(form: Form): string[] {
  const parts = form.parts.flatMap(({ selection }, index) => [
    nth('connection', index),
    ...(selection ? selectionFields(selection, (name) => nth(name, index)) : [nth(PLACES, index)]),
  ]);
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
    ...(asksPlaces(form) && questionErrors(form, chosen)),
    ...(hasStates(form) && form.states.length === 0 && { states: wrong.states }),
    ...(sizeOf(toConfig(form, pickable.connections)) >= MAX_CONFIG && {
      [largestIn(form)]: wrong.tooLarge,
    }),
  };
}

/** largestIn returns the field that most likely makes a configuration too large. */
function largestIn(form: Form): string {
  if (form.title.length > MAX_CONFIG / 4) return 'title';
  if (asksPlaces(form)) return form.which === 'names' ? 'names' : 'title';
  const sizes = form.parts.map(({ selection }) => JSON.stringify(selection).length);
  return nth('labels', sizes.indexOf(Math.max(...sizes)));
}

function partErrors(parts: readonly Part[], pickable: Pickable): FormErrors {
  const { wrong } = text.config;
  const errors: FormErrors = {};
  const seen = new Set<string>();
  let count = 0;
  parts.forEach((part, index) => {
    const { connection, selection } = part;
    const own = nth('connection', index);
    const field = selection ? own : nth(PLACES, index);
    const sources = sourcesOf(part, []);
    if (sources.length === 0) errors[field] = wrong.places;
    count += sources.length;
    if (count > MAX_SOURCES) errors[field] = wrong.tooMany(MAX_SOURCES);
    for (const source of sources) {
      const key = JSON.stringify(source);
      if (seen.has(key)) errors[field] = selection ? SAME_RULES : wrong.twice;
      seen.add(key);
    }
    if (!pickable.connections.some(({ id }) => id === connection))
      errors[own] = isUnknown(connection, pickable) ? wrong.unknown : wrong.connection;
    if (selection)
      Object.assign(
        errors,
        selectionErrors(selection, (name) => nth(name, index)),
      );
  });
  return errors;
}
