import { describe, expect, test } from 'vitest';
import type { Pickable, PickableConnection } from '../../wire/connections';
import { candidatesFor } from './candidates';
import type { Pasted } from './pasted-link';

const connection = (
  id: string,
  regions: string[],
  more: Partial<PickableConnection> = {},
): PickableConnection => ({ id, name: id, kind: 'aws-role', regions, namePrefixes: [], ...more });

const pickable: Pickable = {
  connections: [
    connection('a', ['eu-central-1', 'us-east-1'], { account: '111111111111' }),
    connection('b', ['us-east-1', 'us-west-2'], { account: '222222222222' }),
    connection('fenced', ['us-west-2'], {
      account: '222222222222',
      namePrefixes: ['checkout-'],
    }),
    connection('unknown', ['us-east-1']),
  ],
  unknown: [],
  placeNames: new Map<string, string>(),
};

describe('the candidates of a pasted address', () => {
  test.each<[string, Pasted, string[]]>([
    ['have its Region', { region: 'eu-central-1' }, ['a']],
    ['are all that have its Region', { region: 'us-east-1' }, ['a', 'b', 'unknown']],
    ['are of its account', { region: 'us-east-1', account: '222222222222' }, ['b']],
    ['let its name through their fence', { region: 'us-west-2', name: 'ledger' }, ['b']],
    ['are several', { region: 'us-west-2', name: 'checkout-5xx' }, ['b', 'fenced']],
    // The console finds a search anywhere in a name, so a fence says nothing about it.
    ['are not fenced by a search', { region: 'us-west-2', search: '5xx' }, ['b', 'fenced']],
  ])('%s', (_, pasted, ids) => {
    const { able, lacks } = candidatesFor(pasted, pickable);
    expect(able.map(({ id }) => id)).toEqual(ids);
    expect(lacks).toBeUndefined();
  });

  test.each<[string, Pasted]>([
    ['account', { region: 'us-east-1', account: '333333333333' }],
    ['place', { region: 'ap-south-1' }],
    ['place', { region: 'us-west-2', account: '111111111111' }],
  ])('without one, the %s lacks', (lacks, pasted) => {
    expect(candidatesFor(pasted, pickable)).toEqual({ able: [], lacks });
  });

  test('outside every fence, the name lacks', () => {
    const fenced = { ...pickable, connections: pickable.connections.slice(2, 3) };
    expect(candidatesFor({ region: 'us-west-2', name: 'ledger' }, fenced)).toEqual({
      able: [],
      lacks: 'name',
    });
  });
});
