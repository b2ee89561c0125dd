import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Fields } from '../../wire/fields';
import { expiryOf, isDay } from '../expiry';
import { readHost } from './host';
import { actions } from './rights';
import { faultOfToken } from './token';

// The cases of both sides.
const path = '../../../../testdata/wire/stack-fields.json';
const golden = new Fields(
  JSON.parse(readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8')),
  'golden',
);
const rows = (name: string): Fields[] => golden.list(name, (row) => new Fields(row, 'row'));

test.each(rows('hosts').map((row) => [row.string('input'), row] as const))(
  'the address %j',
  (input, row) => {
    const fault = row.optionalString('fault');
    expect(readHost(input)).toEqual(fault === undefined ? { host: row.string('host') } : { fault });
  },
);

test.each(rows('tokens').map((row) => [row.strings('parts').join('|'), row] as const))(
  'the token %j',
  (_, row) => {
    expect(faultOfToken(row.strings('parts').join(''))).toBe(row.optionalString('fault'));
  },
);

describe('the end of a token', () => {
  test.each(rows('expiries').map((row) => [row.string('day'), row] as const))('%s', (day, row) => {
    const expiry = expiryOf(day, row.time('now'));
    expect(expiry?.days).toBe(row.raw('days'));
    expect(expiry?.state !== 'later').toBe(row.boolean('soon'));
    expect(expiry?.state === 'over').toBe(expiry !== undefined && expiry.days <= 0);
  });

  test.each(['', 'soon', '2026-02-30', '2026-1-1', '02026-01-01'])('%j is no day', (day) => {
    expect(isDay(day)).toBe(false);
    expect(expiryOf(day, 0)).toBeUndefined();
  });
});

test('the page names the rights that the backend looks for', () => {
  expect(actions.toSorted()).toEqual(golden.strings('rights'));
  expect(actions.slice(0, 2).toSorted()).toEqual(golden.strings('required'));
});
