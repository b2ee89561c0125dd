import type { FormErrors } from '../../config/form-errors';
import { text } from '../../text/en';
import type { PickableConnection } from '../../wire/connections';
import { MAX_NAMES } from '../../wire/query';
import { insideFence } from '../fence';
import { namesOf, type Question } from './question';

/** PLACES is the id of the field for a connection's places. */
export const PLACES = 'regions';

/** The limit of AWS for an alarm name and for an action prefix. */
const MAX_NAME = 255;
const MAX_ACTION = 1024;

/** questionErrors validates the question against the fences of the chosen connections. */
export function questionErrors(
  question: Question,
  chosen: readonly (PickableConnection | undefined)[],
): FormErrors {
  const { wrong } = text.config;
  return {
    ...nameErrors(question, chosen),
    ...(question.kinds.length === 0 && { kinds: wrong.kinds }),
    ...(question.actionPrefix.length > MAX_ACTION && { actionPrefix: wrong.actionLong }),
  };
}

function nameErrors(
  question: Question,
  chosen: readonly (PickableConnection | undefined)[],
): FormErrors {
  const { wrong } = text.config;
  const fences = chosen.flatMap((connection) => (connection ? [connection.namePrefixes] : []));
  const outside = (name: string): readonly string[] | undefined =>
    fences.find((fence) => !insideFence(name, fence));
  if (question.which === 'prefix') {
    if (question.namePrefix.length > MAX_NAME) return { namePrefix: wrong.prefixLong };
    const fence = outside(question.namePrefix);
    return fence ? { namePrefix: wrong.fence(fence.join(', ')) } : {};
  }
  const names = namesOf(question);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (names.length === 0) return { names: wrong.names };
  if (names.length > MAX_NAMES) return { names: wrong.namesMany(MAX_NAMES) };
  if (names.some((name) => name.length > MAX_NAME)) return { names: wrong.namesLong };
  if (twice !== undefined) return { names: wrong.namesTwice(twice) };
  const fence = names.map(outside).find((it) => it !== undefined);
  return fence ? { names: wrong.fence(fence.join(', ')) } : {};
}
