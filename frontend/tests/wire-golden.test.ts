import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parsePickable } from '../src/wire/connections';
import { readLines } from '../src/wire/ndjson';
import { parseRecord } from '../src/wire/records';
import { parseSettings } from '../src/wire/settings';
import { parseStepAnswer } from '../src/wire/test-step';
import { wireSettings } from './settings-fixtures';

const own = fileURLToPath(new URL('../testdata/', import.meta.url));
// The golden files that the backend's tests write and read.
const shared = fileURLToPath(new URL('../../testdata/wire/', import.meta.url));
const folders = [own, shared].filter((folder) => existsSync(folder));

const errors = `${shared}aws-errors.json`;

test.runIf(existsSync(errors))('every error of AWS comes with words for people', () => {
  const rows: unknown = JSON.parse(readFileSync(errors, 'utf8'));
  expect(rows).not.toEqual([]);
  const list: unknown[] = Array.isArray(rows) ? rows : [];
  for (const error of list) {
    const step = { step: 'assume', outcome: 'failed', complete: false, proof: 'p', error };
    const problem = parseStepAnswer(step).problem;
    expect([problem?.message, problem?.hint]).toEqual([
      expect.stringMatching(/\.$/),
      expect.stringMatching(/\.$/),
    ]);
  }
});

const json = (name: string): unknown => JSON.parse(readFileSync(shared + name, 'utf8'));

test('both lists of connections are read, unknown kinds included', () => {
  const pickable = parsePickable(json('pickable.json'));
  expect(pickable.connections.map(({ id, kind }) => [id, kind])).toEqual([
    ['c-role', 'aws-role'],
    ['c-user', 'aws-user'],
    ['c-stack', 'grafana'],
    ['c-open', 'grafana'],
  ]);
  expect(pickable.connections.slice(2)).toMatchObject([
    { stack: 'example.grafana.net', folders: [{ uid: 'prod', title: 'Production' }] },
    { stack: 'other.grafana.net', folders: undefined },
  ]);
  expect(pickable.connections.flatMap(({ expires = [] }) => expires)).toEqual(['2027-01-01']);
  expect(pickable.unknown).toEqual([
    { kind: 'unknown', id: 'c-tomorrow', name: 'Dashboards', why: 'kind' },
  ]);
  const { connections } = parseSettings({ ...wireSettings, connections: json('saved.json') });
  expect(connections.map(({ id, kind }) => [id, kind])).toEqual([
    ['c-role', 'aws-role'],
    ['c-user', 'aws-user'],
    ['c-pending', 'aws-user'],
    ['c-tomorrow', 'unknown'],
    ['c-damaged', 'unknown'],
  ]);
  expect(connections.slice(3)).toEqual([
    { kind: 'unknown', id: 'c-tomorrow', name: 'Dashboards', why: 'kind' },
    { kind: 'unknown', id: 'c-damaged', name: '', why: 'damaged' },
  ]);
});

describe.each(folders)('%s', (folder) => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ndjson'));

  test('holds golden files', () => {
    expect(files).not.toEqual([]);
  });

  test.each(files)('%s is read record by record and ends', async (name) => {
    const lines = readLines(new Blob([readFileSync(folder + name)]).stream());
    const types: string[] = [];
    for await (const line of lines) types.push(parseRecord(JSON.parse(line))?.type ?? 'unknown');
    expect(types.at(-1)).toBe('end');
    expect(types.filter((type) => type === 'source' || type === 'error')).not.toEqual([]);
  });
});
