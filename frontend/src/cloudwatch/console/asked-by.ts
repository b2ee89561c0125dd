import type { Pasted } from './pasted-link';

/**
 * Asked is the filters of a pasted address as fields of the form: places, names or a name prefix,
 * and states.
 */
export interface Asked {
  places: string[];
  which?: 'names';
  names?: string;
  namePrefix?: string;
  states?: string[];
}

/**
 * askedBy turns a pasted address into fields of the form. The search of a list becomes the name
 * prefix.
 */
export function askedBy({ region, name, search = '', state }: Pasted): Asked {
  return {
    places: [region],
    ...(name === undefined ? { namePrefix: search } : { which: 'names', names: name }),
    ...(state === undefined ? {} : { states: [state] }),
  };
}
