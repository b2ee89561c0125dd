import { describe, expect, test } from 'vitest';
import { parsePickable } from './connections';
import { ShapeError } from './fields';
import { parseMacroConfig } from './macro-config';
import { parseReceipt, parseSettings } from './settings';
import { parseTestResult } from './test-result';

const connection = { id: 'c-1', name: 'Payments', regions: ['eu-central-1'], namePrefixes: [] };

describe('parsePickable', () => {
  test('reads connections and the names of Regions', () => {
    const pickable = parsePickable({
      connections: [connection],
      regions: { 'eu-central-1': 'Europe (Frankfurt)' },
    });
    expect(pickable.connections).toEqual([connection]);
    expect(pickable.regions.get('eu-central-1')).toBe('Europe (Frankfurt)');
  });

  test.each<[string, unknown]>([
    ['no Regions', { connections: [] }],
    ['a fence that is no list', { connections: [{ ...connection, namePrefixes: 'a-' }], regions: {} }],
    ['a Region that is no string', { connections: [{ ...connection, regions: [1] }], regions: {} }],
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
    ['more sources than a view may ask for', { ...config, sources: Array(11).fill(config.sources[0]) }],
  ])('refuses %s', (_, value) => {
    expect(() => parseMacroConfig(value)).toThrow(ShapeError);
  });
});

describe('settings', () => {
  const settings = {
    externalId: 'pw-a-b',
    principal: { arn: 'arn:aws:iam::999988887777:role/pagewatch' },
    partition: 'aws',
    regions: [{ id: 'eu-central-1', name: 'Europe (Frankfurt)' }],
    awsUserAllowed: true,
    connections: [{ ...connection, kind: 'aws-role', status: 'ready' }],
  };

  test('are read', () => {
    expect(parseSettings(settings)).toMatchObject({
      externalId: 'pw-a-b',
      principalArn: settings.principal.arn,
    });
  });

  test('are refused without an External ID', () => {
    expect(() => parseSettings({ ...settings, externalId: undefined })).toThrow(ShapeError);
  });

  test('a receipt is read', () => {
    const erased = { id: 'c-1', name: 'Payments', records: ['secret', 'metadata'] };
    expect(parseReceipt({ erased })).toEqual({ name: 'Payments', records: ['secret', 'metadata'] });
  });

  test('a reply without a receipt is not taken for a removal', () => {
    expect(() => parseReceipt({})).toThrow(ShapeError);
  });
});

describe('parseTestResult', () => {
  test('reads a success', () => {
    expect(parseTestResult({ outcome: 'ok', region: 'r', alarms: 42, truncated: false })).toEqual({
      outcome: 'ok',
      alarms: 42,
      truncated: false,
    });
  });

  test('reads a failure', () => {
    const error = { code: 'aws_assume_denied', message: 'No.', hint: 'Check.' };
    expect(parseTestResult({ outcome: 'failed', region: 'r', error })).toMatchObject({ problem: error });
  });

  test('never takes another word for a success', () => {
    expect(() => parseTestResult({ outcome: 'maybe', alarms: 1, truncated: false })).toThrow(ShapeError);
  });
});
