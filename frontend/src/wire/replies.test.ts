import { describe, expect, test } from 'vitest';
import { wireSettings } from '../../tests/settings-fixtures';
import { parsePickable } from './connections';
import { ShapeError } from './fields';
import { parseMacroConfig } from './macro-config';
import { parseRemoval, parseTestReceipt } from './receipts';
import { parseSettings } from './settings';

const connection = {
  id: 'c-1',
  name: 'Payments',
  kind: 'aws-role',
  regions: ['eu-central-1'],
  namePrefixes: [],
};

describe('parsePickable', () => {
  test('reads connections and the names of Regions', () => {
    const pickable = parsePickable({
      connections: [connection],
      regions: { 'eu-central-1': 'Europe (Frankfurt)' },
    });
    expect(pickable.connections).toEqual([connection]);
    expect(pickable.unknown).toEqual([]);
    expect(pickable.placeNames.get('eu-central-1')).toBe('Europe (Frankfurt)');
  });

  test.each<[string, unknown, object]>([
    [
      'of another kind',
      { ...connection, kind: 'tomorrow', regions: null },
      { id: 'c-1', why: 'kind' },
    ],
    ['without a kind', { ...connection, kind: undefined }, { id: 'c-1', why: 'shape' }],
    [
      'with a fence that is no list',
      { ...connection, namePrefixes: 'a-' },
      { id: 'c-1', why: 'shape' },
    ],
    [
      'with a Region that is no string',
      { ...connection, regions: [1] },
      { id: 'c-1', why: 'shape' },
    ],
    ['without a name', { ...connection, name: undefined }, { id: 'c-1', name: '', why: 'shape' }],
    ['without an id', { ...connection, id: 7 }, { id: undefined, name: 'Payments', why: 'shape' }],
    ['that is no object', null, { id: undefined, name: '', why: 'shape' }],
  ])('keeps a connection %s beside the others', (_, entry, unknown) => {
    const pickable = parsePickable({ connections: [entry, connection], regions: {} });
    expect(pickable.connections).toEqual([connection]);
    expect(pickable.unknown).toMatchObject([{ kind: 'unknown', ...unknown }]);
  });

  test.each<[string, unknown]>([
    ['no Regions', { connections: [] }],
    ['a list of Regions', { connections: [], regions: [] }],
    [
      'a Region whose name is an object',
      { connections: [], regions: { 'eu-central-1': { toString: '' } } },
    ],
  ])('refuses %s', (_, value) => {
    expect(() => parsePickable(value)).toThrow(ShapeError);
  });
});

const config = {
  v: 1,
  sources: [{ connection: 'c-1', region: 'eu-central-1' }],
  namePrefix: 'a-',
  states: ['OK'],
};

describe('parseMacroConfig', () => {
  test('reads what was saved', () => {
    expect(parseMacroConfig(config)).toEqual(config);
  });

  test('shows every state where none were stored', () => {
    expect(parseMacroConfig({ ...config, states: undefined })?.states).toEqual([
      'ALARM',
      'INSUFFICIENT_DATA',
      'OK',
    ]);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['an empty object, as a fresh macro has', {}],
    ['no sources', { ...config, sources: [] }],
  ])('takes %s for not configured yet', (_, value) => {
    expect(parseMacroConfig(value)).toBeNull();
  });

  test.each<[string, unknown]>([
    ['text', 'config'],
    ['a later version', { ...config, v: 2 }],
    ['no version', { ...config, v: undefined }],
    ['a source without a Region', { ...config, sources: [{ connection: 'c-1' }] }],
    [
      'more sources than a view may ask for',
      { ...config, sources: Array(11).fill(config.sources[0]) },
    ],
  ])('refuses %s', (_, value) => {
    expect(() => parseMacroConfig(value)).toThrow(ShapeError);
  });
});

describe('settings', () => {
  test('are read', () => {
    expect(parseSettings(wireSettings)).toMatchObject({
      externalId: 'pw-site-space',
      principalArn: wireSettings.principal.arn,
      receipts: true,
      rolePrefix: '',
      version: '1.4.0',
      setup: {
        roleName: 'PagewatchReadAlarms',
        quickCreate: 'https://console.example/quickcreate',
      },
    });
  });

  test('have the last test of a connection, if any', () => {
    const [first, , third] = parseSettings(wireSettings).connections;
    expect(first).toMatchObject({
      test: {
        at: Date.UTC(2026, 10, 20, 10),
        outcome: 'passed',
        results: [
          { step: 'assume', outcome: 'passed' },
          { step: 'alarms', place: 'eu-central-1', outcome: 'passed' },
        ],
      },
    });
    expect(third).not.toHaveProperty('test.at');
  });

  const setup = { ...wireSettings.setup, quickCreate: undefined };

  test.each<[string, unknown, object]>([
    ['of another kind', { kind: 'tomorrow' }, { why: 'kind' }],
    ['without a kind', { kind: undefined }, { why: 'shape' }],
    ['that the backend cannot read', { kind: '', status: 'damaged' }, { why: 'damaged' }],
    ['without Regions', { regions: undefined }, { why: 'shape' }],
    ['with a test without a time', { test: { outcome: 'passed', results: [] } }, { why: 'shape' }],
    [
      'with a test of another outcome',
      { test: { at: '2026-11-20T10:00:00Z', outcome: 'fine', results: [] } },
      { why: 'shape' },
    ],
    ['with a test that is null', { test: null }, { why: 'shape' }],
  ])('keep a connection %s, by its id and name', (_, change, unknown) => {
    const [first, ...others] = wireSettings.connections;
    const connections = [{ ...first, ...Object(change) }, ...others];
    const read = parseSettings({ ...wireSettings, connections }).connections;
    expect(read[0]).toEqual({
      kind: 'unknown',
      id: 'c-1',
      name: 'Payments production',
      ...unknown,
    });
    expect(read.map(({ kind }) => kind)).toEqual(['unknown', 'aws-user', 'aws-user']);
  });

  test('need no published template', () => {
    expect(parseSettings({ ...wireSettings, setup }).setup.quickCreate).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ['no External ID', { ...wireSettings, externalId: undefined }],
    ['no principal', { ...wireSettings, principal: undefined }],
    ['no texts', { ...wireSettings, setup: { ...setup, files: undefined } }],
    [
      'a text without a name',
      { ...wireSettings, setup: { ...setup, files: [{ id: 'cli', text: '' }] } },
    ],
    [
      'a template that is no web page',
      { ...wireSettings, setup: { ...setup, quickCreate: 'javascript:1' } },
    ],
    [
      'a template in clear',
      { ...wireSettings, setup: { ...setup, quickCreate: 'http://console.example/x' } },
    ],
    ['no word on receipts', { ...wireSettings, receipts: undefined }],
    ['no version', { ...wireSettings, version: undefined }],
    ['no word on role names', { ...wireSettings, rolePrefix: null }],
  ])('are refused with %s', (_, value) => {
    expect(() => parseSettings(value)).toThrow(ShapeError);
  });
});

describe('a receipt', () => {
  const erased = { id: 'c-1', name: 'Payments', records: ['secret', 'metadata', 'test'] };
  const signature = { algorithm: 'Ed25519', key: 'k', value: 'v' };

  test('of a removal may be absent', () => {
    expect(parseRemoval({ erased })).toEqual({ name: 'Payments', records: erased.records });
    expect(parseRemoval({ erased, receipt: { a: 1 } }).receipt).toEqual({ a: 1 });
  });

  test('of a test is unchanged', () => {
    const reply = { receipt: { a: [1] }, signature };
    expect(parseTestReceipt(reply)).toEqual(reply);
  });

  test.each<[string, () => unknown]>([
    ['a reply that erased nothing', () => parseRemoval({})],
    ['a receipt of a removal that is text', () => parseRemoval({ erased, receipt: 'signed' })],
    ['a receipt without a document', () => parseTestReceipt({ signature })],
    ['a receipt without a signature', () => parseTestReceipt({ receipt: {} })],
    [
      'half a signature',
      () => parseTestReceipt({ receipt: {}, signature: { ...signature, value: 1 } }),
    ],
    ['no receipt', () => parseTestReceipt(null)],
  ])('is refused as %s', (_, parse) => {
    expect(parse).toThrow(ShapeError);
  });
});
