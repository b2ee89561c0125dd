import { describe, expect, test } from 'vitest';
import type { Pickable } from '../wire/connections';
import { MAX_CONFIG, parseMacroConfig, sizeOf, type MacroConfig } from '../wire/macro-config';
import { blank, startFrom, toConfig, withConnection, type Form, type Part } from './form';

const regions = Array.from({ length: 11 }, (_, index) => `eu-test-${index}`);
const pickable: Pickable = {
  connections: [
    { id: 'open', name: 'Open', kind: 'aws-role', regions, namePrefixes: [] },
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
const part: Part = { connection: 'open', places: ['eu-test-0'] };
const good: Form = { ...blank, parts: [part], states: ['ALARM'] };

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

  test('fills in the stored choices, and names the Regions that are gone', () => {
    expect(startFrom(stored, pickable)).toEqual({
      form: {
        ...blank,
        parts: [{ connection: 'open', places: ['eu-test-1'] }],
        namePrefix: 'p',
        states: ['OK'],
      },
      connectionGone: false,
      placesGone: ['eu-gone-1'],
    });
  });

  test('reports that the connection is gone', () => {
    expect(
      startFrom(stored, { ...pickable, connections: pickable.connections.slice(1) }),
    ).toMatchObject({
      connectionGone: true,
      form: { parts: [{ connection: null, places: [] }], namePrefix: 'p' },
    });
  });

  test('keeps an unknown connection, and does not report it as gone', () => {
    const sources = [
      { connection: 'tomorrow', region: 'eu-test-9' },
      { connection: 'open', region: 'eu-test-1' },
    ];
    expect(startFrom({ ...stored, sources }, pickable)).toMatchObject({
      connectionGone: false,
      placesGone: [],
      form: {
        parts: [
          { connection: 'tomorrow', places: ['eu-test-9'] },
          { connection: 'open', places: ['eu-test-1'] },
        ],
      },
    });
  });

  test('chooses the only connection and its only Region', () => {
    const only = { ...pickable, connections: pickable.connections.slice(1, 2) };
    expect(startFrom(null, only).form.parts).toEqual([
      { connection: 'one', places: ['us-east-1'] },
    ]);
    expect(startFrom(null, pickable).form.parts[0]?.connection).toBeNull();
  });
});

test('withConnection keeps the Regions that the new connection has too', () => {
  const [open, one] = pickable.connections;
  const before = { ...part, places: ['eu-test-2', 'us-east-1'] };
  expect(open && withConnection(before, open).places).toEqual(['eu-test-2']);
  expect(one && withConnection(part, one).places).toEqual(['us-east-1']);
});

describe('a pasted address', () => {
  const regionOf = (start: ReturnType<typeof startFrom>): unknown => start.form.parts;

  test('of one alarm fills in its name, and the connection where only one can show it', () => {
    const start = startFrom(null, pickable, { region: 'eu-test-0', name: 'a b' });
    expect(start.form).toMatchObject({ which: 'names', names: 'a b' });
    expect(regionOf(start)).toEqual([{ connection: 'open', places: ['eu-test-0'] }]);
  });

  test('of a list fills in its search and state, and no connection of several', () => {
    const start = startFrom(null, pickable, { region: 'us-east-1', search: '', state: 'ALARM' });
    expect(start.form).toMatchObject({ which: 'prefix', namePrefix: '', states: ['ALARM'] });
    expect(regionOf(start)).toEqual([{ connection: 'one', places: ['us-east-1'] }]);
    const twins: Pickable = {
      ...pickable,
      connections: [
        ...pickable.connections,
        { id: 'x', name: 'X', kind: 'aws-role', regions: ['eu-test-0'], namePrefixes: [] },
      ],
    };
    expect(regionOf(startFrom(null, twins, { region: 'eu-test-0' }))).toEqual([
      { connection: null, places: ['eu-test-0'] },
    ]);
  });
});

describe('the stored configuration', () => {
  const read = (form: Form): unknown =>
    parseMacroConfig(JSON.parse(JSON.stringify(toConfig(form))));

  test('can be read again, in a fixed order of states', () => {
    const parts = [{ connection: 'open', places: ['eu-test-0', 'eu-test-1'] }];
    const config = toConfig({ ...good, parts, states: ['OK', 'ALARM'] });
    expect(config).toEqual({
      v: 1,
      sources: [
        { connection: 'open', region: 'eu-test-0' },
        { connection: 'open', region: 'eu-test-1' },
      ],
      namePrefix: '',
      states: ['ALARM', 'OK'],
    });
    expect(read({ ...good, parts, states: ['OK', 'ALARM'] })).toEqual(config);
  });

  test('has every choice, and opens as it was', () => {
    const parts = [part, { connection: 'one', places: ['us-east-1'] }];
    const form: Form = {
      parts,
      which: 'names',
      namePrefix: '',
      names: 'checkout-a\ncheckout-b',
      kinds: ['metric', 'log'],
      actionPrefix: 'arn:aws:sns:',
      firingOnly: true,
      withoutAutoScaling: true,
      states: ['ALARM', 'INSUFFICIENT_DATA', 'OK'],
      layout: 'cards',
      groupBy: 'prefix',
      refresh: 60,
      title: 'Checkout',
      countSilent: false,
    };
    expect(read(form)).toEqual(toConfig(form));
    expect(startFrom(toConfig(form), pickable).form).toEqual(form);
  });

  test('never asks AWS for a prefix and names at once', () => {
    expect(toConfig({ ...good, which: 'names', names: 'a', namePrefix: 'b' })).toMatchObject({
      namePrefix: '',
      query: { names: ['a'] },
    });
    expect(
      toConfig({ ...good, which: 'prefix', names: 'a', namePrefix: 'b' }).query,
    ).toBeUndefined();
  });

  test('keeps the names of the chosen connections', () => {
    const parts = [part, { connection: 'one', places: ['us-east-1'] }, part];
    expect(toConfig({ ...good, parts }, pickable.connections).names).toEqual({
      open: 'Open',
      one: 'One',
    });
    expect(toConfig(good, [{ id: 'many', name: 'Many' }])).not.toHaveProperty('names');
    for (const name of ['', 'x'.repeat(101)])
      expect(toConfig(good, [{ id: 'open', name }])).not.toHaveProperty('names');
  });

  test('has names only while it stays small enough', () => {
    const room = (size: number): Form => ({ ...good, title: 'x'.repeat(size) });
    const named = sizeOf(toConfig(room(1), pickable.connections)) - 1;
    const fits = MAX_CONFIG - 1 - named;
    expect(toConfig(room(fits), pickable.connections).names).toEqual({ open: 'Open' });
    expect(toConfig(room(fits + 1), pickable.connections)).toEqual(toConfig(room(fits + 1)));
  });
});
