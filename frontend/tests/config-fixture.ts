import { blank, type Form, type Part } from '../src/config/form';
import type { Pickable } from '../src/wire/connections';

/** elevenRegions are one more than a macro may have. */
export const elevenRegions = Array.from({ length: 11 }, (_, index) => `eu-test-${index}`);

/** pickable are connections with no, one and several name prefixes, and one of an unknown kind. */
export const pickable: Pickable = {
  connections: [
    { id: 'open', name: 'Open', kind: 'aws-role', regions: elevenRegions, namePrefixes: [] },
    {
      id: 'one',
      name: 'One',
      kind: 'aws-role',
      regions: ['us-east-1'],
      namePrefixes: ['checkout-'],
    },
    {
      id: 'many',
      name: 'Many',
      kind: 'aws-user',
      regions: ['us-east-1'],
      namePrefixes: ['a-', 'b-'],
    },
  ],
  unknown: [{ kind: 'unknown', id: 'tomorrow', name: 'Tomorrow', why: 'kind' }],
  placeNames: new Map(),
};

/** openPart is one place of the connection without a prefix. */
export const openPart: Part = { connection: 'open', places: ['eu-test-0'] };

/** validForm has that part, and no error. */
export const validForm: Form = { ...blank, parts: [openPart], states: ['ALARM'] };
