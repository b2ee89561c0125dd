import { describe, expect, test } from 'vitest';
import { elevenRegions as regions, pickable } from '../../tests/config-fixture';
import type { Pickable, PickableConnection } from '../wire/connections';
import type { MacroConfig } from '../wire/macro-config';
import { blank } from './form';
import { startFrom } from './start';

const linked = (id: string, account: string): PickableConnection => ({
  id,
  name: id,
  kind: 'aws-role',
  account,
  regions,
  namePrefixes: [],
});
const accounts: Pickable = {
  ...pickable,
  connections: [
    linked('first', '111111111111'),
    linked('again', '111111111111'),
    linked('second', '222222222222'),
  ],
};

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
      proposed: [],
      readdressed: [],
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

describe('a pasted address', () => {
  const regionOf = (start: ReturnType<typeof startFrom>): unknown => start.form.parts;

  test('of one alarm fills in its name, and the connection where only one can show it', () => {
    const start = startFrom(null, pickable, { region: 'eu-test-0', name: 'a b' });
    expect(start.form).toMatchObject({ which: 'names', names: 'a b' });
    expect(regionOf(start)).toEqual([{ connection: 'open', places: ['eu-test-0'] }]);
  });

  test('of a list fills in its search and state, and no connection of several', () => {
    const start = startFrom(null, pickable, { region: 'us-east-1', search: '', states: ['ALARM'] });
    expect(start.form).toMatchObject({ which: 'prefix', namePrefix: '', states: ['ALARM'] });
    expect(regionOf(start)).toEqual([{ connection: null, places: ['us-east-1'] }]);
  });

  test('of an account has a connection of that account, or none', () => {
    const of = (account: string): unknown =>
      regionOf(startFrom(null, accounts, { region: 'eu-test-0', account }));
    expect(of('222222222222')).toEqual([{ connection: 'second', places: ['eu-test-0'] }]);
    expect(of('333333333333')).toEqual([{ connection: null, places: ['eu-test-0'] }]);
  });

  test('whose search is outside the fence of the connection asks for no prefix', () => {
    const search = (search: string): string =>
      startFrom(null, pickable, { region: 'us-east-1', search }).form.namePrefix;
    expect([search('5xx'), search('checkout-5')]).toEqual(['5xx', 'checkout-5']);
    const fenced = { ...pickable, connections: pickable.connections.slice(1, 2) };
    const { form } = startFrom(null, fenced, { region: 'us-east-1', search: '5xx' });
    expect([form.parts[0]?.connection, form.namePrefix]).toEqual(['one', '']);
  });
});

describe('the account of a stored source', () => {
  const stored = (connection: string, account?: string): MacroConfig => ({
    v: 1,
    sources: [{ connection, region: 'eu-test-0', account }],
    namePrefix: 'p',
    states: ['OK'],
  });

  test('proposes the connection of that account after a copy, and keeps the filter', () => {
    const start = startFrom(stored('c-elsewhere', '222222222222'), accounts);
    expect(start).toMatchObject({
      form: { parts: [{ connection: 'second', places: ['eu-test-0'] }], namePrefix: 'p' },
      connectionGone: false,
      proposed: [{ id: 'second' }],
      readdressed: [],
    });
  });

  test.each([
    ['is not linked', '333333333333'],
    ['is linked twice', '111111111111'],
    ['is not known', undefined],
  ])('that %s proposes nothing', (_, account) => {
    expect(startFrom(stored('c-elsewhere', account), accounts)).toMatchObject({
      form: { parts: [{ connection: null, places: [] }] },
      connectionGone: true,
      proposed: [],
    });
  });

  test('never moves a macro whose connection is here', () => {
    expect(startFrom(stored('first', '222222222222'), accounts)).toMatchObject({
      form: { parts: [{ connection: 'first', places: ['eu-test-0'] }] },
      proposed: [],
      readdressed: [{ connection: { id: 'first' }, was: '222222222222' }],
    });
  });
});
