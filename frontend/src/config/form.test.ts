import { describe, expect, test } from 'vitest';
import { text } from '../text/en';
import type { Pickable } from '../wire/connections';
import { parseMacroConfig, type MacroConfig } from '../wire/macro-config';
import { startFrom, toConfig, validate, withConnection, type Form } from './form';

const regions = Array.from({ length: 11 }, (_, place) => `eu-test-${place}`);
const pickable: Pickable = {
  connections: [
    { id: 'open', name: 'Open', regions, namePrefixes: [] },
    { id: 'one', name: 'One', regions: ['us-east-1'], namePrefixes: ['checkout-'] },
    { id: 'many', name: 'Many', regions: ['us-east-1'], namePrefixes: ['a-', 'b-'] },
  ],
  regions: new Map(),
};
const good: Form = { connection: 'open', regions: ['eu-test-0'], namePrefix: '', states: ['ALARM'] };
const { wrong } = text.config;

describe('validate', () => {
  test.each<[string, Partial<Form>, object]>([
    ['all filled in', {}, {}],
    ['any prefix without a fence', { namePrefix: 'x' }, {}],
    ['ten Regions', { regions: regions.slice(0, 10) }, {}],
    ['eleven Regions', { regions }, { regions: wrong.tooMany(10) }],
    ['no Region', { regions: [] }, { regions: wrong.regions }],
    ['no connection', { connection: null }, { connection: wrong.connection }],
    ['a connection that is gone', { connection: 'gone' }, { connection: wrong.connection }],
    ['no state', { states: [] }, { states: wrong.states }],
    ['a prefix of 255', { namePrefix: 'x'.repeat(255) }, {}],
    ['a prefix of 256', { namePrefix: 'x'.repeat(256) }, { namePrefix: wrong.prefixLong }],
    ['no prefix inside a fence of one', { connection: 'one' }, {}],
    ['a prefix inside the fence', { connection: 'one', namePrefix: 'checkout-5' }, {}],
    [
      'a prefix shorter than the fence',
      { connection: 'one', namePrefix: 'check' },
      { namePrefix: wrong.fence('checkout-') },
    ],
    ['no prefix inside a fence of many', { connection: 'many' }, { namePrefix: wrong.fence('a-, b-') }],
    ['the second prefix of the fence', { connection: 'many', namePrefix: 'b-' }, {}],
  ])('%s', (_, change, errors) => {
    expect(validate({ ...good, ...change }, pickable)).toEqual(errors);
  });
});

describe('startFrom', () => {
  const stored: MacroConfig = {
    v: 1,
    sources: [
      { connection: 'open', region: 'eu-test-1' },
      { connection: 'open', region: 'eu-gone-1' },
    ],
    namePrefix: 'p',
    states: ['OK'],
  };

  test('fills in what was stored, and says which Regions are no longer offered', () => {
    expect(startFrom(stored, pickable)).toEqual({
      form: { connection: 'open', regions: ['eu-test-1'], namePrefix: 'p', states: ['OK'] },
      connectionGone: false,
      regionsGone: ['eu-gone-1'],
    });
  });

  test('says that the connection is gone', () => {
    expect(startFrom(stored, { ...pickable, connections: pickable.connections.slice(1) })).toMatchObject({
      connectionGone: true,
      form: { connection: null, regions: [], namePrefix: 'p' },
    });
  });

  test('chooses the only connection and its only Region', () => {
    const only = { ...pickable, connections: pickable.connections.slice(1, 2) };
    expect(startFrom(null, only).form).toMatchObject({ connection: 'one', regions: ['us-east-1'] });
    expect(startFrom(null, pickable).form.connection).toBeNull();
  });
});

test('withConnection keeps the Regions that the new connection has too', () => {
  const [open, one] = pickable.connections;
  expect(open && withConnection({ ...good, regions: ['eu-test-2', 'us-east-1'] }, open).regions).toEqual([
    'eu-test-2',
  ]);
  expect(one && withConnection(good, one).regions).toEqual(['us-east-1']);
});

test('what is stored can be read again, in a fixed order of states', () => {
  const config = toConfig({ ...good, regions: ['eu-test-0', 'eu-test-1'], states: ['OK', 'ALARM'] });
  expect(config).toEqual({
    v: 1,
    sources: [
      { connection: 'open', region: 'eu-test-0' },
      { connection: 'open', region: 'eu-test-1' },
    ],
    namePrefix: '',
    states: ['ALARM', 'OK'],
  });
  expect(parseMacroConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
});
