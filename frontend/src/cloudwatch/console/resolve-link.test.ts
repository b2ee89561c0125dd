import { describe, expect, test } from 'vitest';
import type { Pickable, PickableConnection } from '../../wire/connections';
import { parseMacroConfig } from '../../wire/macro-config';
import { configFor, connectionsFor } from './resolve-link';

const connection = (
  id: string,
  regions: string[],
  namePrefixes: string[] = [],
): PickableConnection => ({
  id,
  name: id,
  kind: 'aws-role',
  regions,
  namePrefixes,
});
const pickable: Pickable = {
  connections: [
    connection('a', ['eu-central-1', 'us-east-1']),
    connection('b', ['us-east-1', 'us-west-2']),
    connection('fenced', ['us-west-2'], ['checkout-']),
  ],
  unknown: [],
  placeNames: new Map<string, string>(),
};

describe('a pasted address', () => {
  test('becomes a configuration on the only connection that has its Region', () => {
    const config = configFor({ region: 'eu-central-1', name: 'checkout-5xx' }, pickable);
    expect(config).toEqual({
      v: 1,
      sources: [{ connection: 'a', region: 'eu-central-1' }],
      namePrefix: '',
      states: ['ALARM', 'INSUFFICIENT_DATA', 'OK'],
      query: { names: ['checkout-5xx'] },
    });
    expect(parseMacroConfig(config)).toEqual(config);
  });

  test('of a list keeps its search and its state', () => {
    expect(
      configFor({ region: 'eu-central-1', search: 'check', state: 'ALARM' }, pickable),
    ).toMatchObject({
      namePrefix: 'check',
      states: ['ALARM'],
    });
  });

  test.each([
    ['two connections have', 'us-east-1', ['a', 'b']],
    ['none has', 'ap-south-1', []],
  ])('in a Region that %s needs a choice by the author', (_, region, ids) => {
    expect(connectionsFor({ region }, pickable).map(({ id }) => id)).toEqual(ids);
    expect(configFor({ region }, pickable)).toBeNull();
  });

  test('outside a fence does not match its connection', () => {
    expect(
      configFor({ region: 'us-west-2', name: 'ledger' }, pickable)?.sources[0]?.connection,
    ).toBe('b');
    expect(configFor({ region: 'us-west-2', name: 'checkout-5xx' }, pickable)).toBeNull();
  });
});
