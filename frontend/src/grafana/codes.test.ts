import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Fields } from '../wire/fields';
import { parseProblem } from '../wire/problem';
import { busyCodes, chargedCodes, deniedCodes, lastingCodes } from './codes';

// The backend's test writes this table.
const table: unknown = JSON.parse(readFileSync('../testdata/wire/grafana-errors.json', 'utf8'));
const rows = new Fields({ table }, 'file').list('table', (row) => new Fields(row, 'row'));
const codesWith = (has: (row: Fields) => boolean): string[] =>
  rows.filter(has).map((row) => row.string('code'));

test('what the backend calls not permitted is denied here', () => {
  const denied = codesWith((row) => row.optionalBoolean('notPermitted') === true);
  expect([...deniedCodes].sort()).toEqual(denied);
});

test('a temporary error has a time to wait', () => {
  const waiting = codesWith((row) => row.raw('retryAfter') !== undefined);
  expect(busyCodes.filter((code) => !waiting.includes(code))).toEqual([]);
  expect(chargedCodes.filter((code) => !waiting.includes(code))).toEqual([]);
});

test('a lasting error has no time to wait, and is one of the table', () => {
  const lasting = codesWith((row) => row.raw('retryAfter') === undefined);
  expect(lastingCodes.filter((code) => !lasting.includes(code))).toEqual([]);
});

test('every error has words', () => {
  for (const { message } of rows.map((row) =>
    parseProblem({ code: row.raw('code'), message: row.raw('message') }),
  ))
    expect(message).toMatch(/\.$/);
});
