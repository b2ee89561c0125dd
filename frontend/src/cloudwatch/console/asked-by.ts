import { insideFence } from '../fence';
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
 * prefix, unless it is outside the fence of the chosen connection. An alarm whose name is unreadable
 * becomes an empty name, which the author has to fill in.
 */
export function askedBy(pasted: Pasted, fence: readonly string[]): Asked {
  const { region, isNameUnreadable, name = isNameUnreadable && '', search = '', states } = pasted;
  return {
    places: [region],
    ...(name === undefined
      ? { namePrefix: insideFence(search, fence) ? search : '' }
      : { which: 'names', names: name }),
    ...(states === undefined ? {} : { states }),
  };
}
