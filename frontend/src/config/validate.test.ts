import { describe, expect, test } from 'vitest';
import {
  elevenRegions as regions,
  openPart as part,
  pickable,
  validForm as good,
} from '../../tests/config-fixture';
import { text } from '../text/en';
import type { Form, Part } from './form';
import { validate } from './validate';

const { wrong } = text.config;
const list = (n: number, name = 'a'): string =>
  Array.from({ length: n }, (_, at) => `${name}${at}`).join('\n');

describe('validate', () => {
  test.each<[string, Partial<Form>, object]>([
    ['all filled in', {}, {}],
    ['any prefix without a fence', { namePrefix: 'x' }, {}],
    ['no state', { states: [] }, { states: wrong.states }],
    ['no state in a layout without a choice', { states: [], layout: 'strip' }, {}],
    ['a prefix of 255', { namePrefix: 'x'.repeat(255) }, {}],
    ['a prefix of 256', { namePrefix: 'x'.repeat(256) }, { namePrefix: wrong.prefixLong }],
    ['exact names', { which: 'names', names: 'a\n b \n\n' }, {}],
    [
      'names while the prefix is chosen',
      { which: 'names', names: 'a', namePrefix: 'x'.repeat(256) },
      {},
    ],
    ['no name', { which: 'names', names: ' \n' }, { names: wrong.names }],
    ['a name twice', { which: 'names', names: 'a\nb\na' }, { names: wrong.namesTwice('a') }],
    ['a name of 256', { which: 'names', names: 'x'.repeat(256) }, { names: wrong.namesLong }],
    ['101 names', { which: 'names', names: list(101) }, { names: wrong.namesMany(100) }],
    [
      'names beyond 2 kB',
      { which: 'names', names: list(20, 'x'.repeat(100)) },
      { names: wrong.tooLarge },
    ],
    ['no kind', { kinds: [] }, { kinds: wrong.kinds }],
    ['a long action', { actionPrefix: 'x'.repeat(1025) }, { actionPrefix: wrong.actionLong }],
    ['a title beyond 2 kB', { title: 'x'.repeat(2048) }, { title: wrong.tooLarge }],
  ])('%s', (_, change, errors) => {
    expect(validate({ ...good, ...change }, pickable)).toEqual(errors);
  });

  test.each<[string, Part[], object]>([
    ['ten Regions', [{ ...part, places: regions.slice(0, 10) }], {}],
    ['eleven Regions', [{ ...part, places: regions }], { regions: wrong.tooMany(10) }],
    ['no Region', [{ ...part, places: [] }], { regions: wrong.places }],
    ['no connection', [{ ...part, connection: null }], { connection: wrong.connection }],
    [
      'a connection that is gone',
      [{ ...part, connection: 'gone' }],
      { connection: wrong.connection },
    ],
    ['an unknown connection', [{ ...part, connection: 'tomorrow' }], { connection: wrong.unknown }],
    [
      'a second part that is empty',
      [part, { connection: null, places: [] }],
      { 'connection-1': wrong.connection, 'regions-1': wrong.places },
    ],
    [
      'eleven Regions in two parts',
      [
        { ...part, places: regions.slice(0, 10) },
        { connection: 'one', places: ['us-east-1'] },
      ],
      { 'regions-1': wrong.tooMany(10) },
    ],
    ['the same source twice', [part, part], { 'regions-1': wrong.twice }],
  ])('%s', (_, parts, errors) => {
    expect(validate({ ...good, parts }, pickable)).toEqual(errors);
  });

  test.each<[string, string, Partial<Form>, object]>([
    ['no prefix with a fence of one', 'one', {}, {}],
    ['a prefix within the fence', 'one', { namePrefix: 'checkout-5' }, {}],
    [
      'a prefix shorter than the fence',
      'one',
      { namePrefix: 'check' },
      { namePrefix: wrong.fence('checkout-') },
    ],
    ['no prefix with a fence of many', 'many', {}, { namePrefix: wrong.fence('a-, b-') }],
    ['the second prefix of the fence', 'many', { namePrefix: 'b-' }, {}],
    ['names within the fence', 'many', { which: 'names', names: 'a-1\nb-2' }, {}],
    [
      'a name outside the fence',
      'many',
      { which: 'names', names: 'a-1\nc-2' },
      { names: wrong.fence('a-, b-') },
    ],
  ])('%s', (_, connection, change, errors) => {
    const parts = [{ connection, places: ['us-east-1'] }];
    expect(validate({ ...good, parts, ...change }, pickable)).toEqual(errors);
  });
});
