import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Fields } from '../wire/fields';
import { standingOf } from './standing';
import { parseRule } from './wire/rule';

// The backend's test uses the same table.
const table: unknown = JSON.parse(readFileSync('../testdata/wire/rules.json', 'utf8'));
const cases = new Fields({ table }, 'file').list('table', (row) => new Fields(row, 'case'));

test('the table has cases', () => {
  expect(cases.length).toBeGreaterThanOrEqual(50);
});

test.each(cases.map((it) => [it.string('name'), it] as const))('%s', (_, it) => {
  expect(standingOf(parseRule(it.raw('rule')))).toBe(it.string('standing'));
});
