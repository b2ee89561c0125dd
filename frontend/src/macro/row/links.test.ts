import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Fields } from '../../wire/fields';
import { pieces, runbookOf } from './links';
import { ownerOf } from './owner';

// The backend's test uses the same table.
const table: unknown = JSON.parse(readFileSync('../testdata/wire/descriptions.json', 'utf8'));
const cases = new Fields({ table }, 'file').list('table', (row) => new Fields(row, 'case'));

test('the table has cases', () => {
  expect(cases.length).toBeGreaterThanOrEqual(60);
});

test.each(cases.map((it) => [it.string('name'), it] as const))('%s', (_, it) => {
  const text = it.string('text');
  const all = pieces(text);
  expect(all.flatMap(({ href }) => href ?? [])).toEqual(it.strings('links'));
  expect(all.map((piece) => piece.text).join('')).toBe(text);
  expect(runbookOf(text)?.href ?? null).toBe(it.raw('runbook'));
  expect(ownerOf(text) ?? null).toBe(it.raw('owner'));
});

test.each([
  ['https://Wiki.EXAMPLE.com:8443/A', 'wiki.example.com:8443'],
  ['https://wiki.example.com:443', 'wiki.example.com'],
  ['See (HTTPS://wiki.example.com?b) and https://docs.example.com', 'wiki.example.com'],
  // Browsers refuse these hosts.
  ['https://1.2.3.4.5 https://xn--a https://wiki.example.com:99999', undefined],
])('the runbook of %j is on %s', (text, host) => {
  expect(runbookOf(text)?.host).toBe(host);
});
