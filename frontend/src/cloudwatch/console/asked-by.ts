import type { Pasted } from './pasted-link';

/** Asked is what an address asks, as fields of the form: places, and names or their beginning, and states. */
export interface Asked {
  places: string[];
  which?: 'names';
  names?: string;
  namePrefix?: string;
  states?: string[];
}

/** askedBy turns an address into fields of the form. What a list was searched for becomes the beginning of names. */
export function askedBy({ region, name, search = '', state }: Pasted): Asked {
  return {
    places: [region],
    ...(name === undefined ? { namePrefix: search } : { which: 'names', names: name }),
    ...(state === undefined ? {} : { states: [state] }),
  };
}
