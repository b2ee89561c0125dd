import { describe, expect, test } from 'vitest';
import { parsePickable } from './connections';
import { ShapeError } from './fields';
import { parseMacroConfig } from './macro-config';
import { parseRemoval, parseTestReceipt } from './receipts';

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
