import { expect, test } from 'vitest';
import { CONNECTION_KINDS, parseKnown } from '../wire/kind';
import { providerOf } from './kinds';

test('every kind of connection that the page knows has a provider', () => {
  expect(Object.keys(providerOf).sort()).toEqual([...CONNECTION_KINDS].sort());
});

test.each(['tomorrow', '', 'AWS-ROLE', 'constructor', 'unknown'])(
  'the kind %j has no provider',
  (kind) => {
    const connection = parseKnown({ id: 'c-1', name: 'A', kind }, (_, known) => ({ kind: known }));
    expect(connection.kind).toBe('unknown');
    expect(Object.hasOwn(providerOf, connection.kind)).toBe(false);
  },
);
