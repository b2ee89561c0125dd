import { expect, test } from 'vitest';
import { isFiltered, parseAlerts, scopeOnly } from './alerts';
import { ShapeError } from './fields';
import { parseMacroConfig, sizeOf } from './macro-config';

const labels = [{ name: 'severity', op: '=', value: 'critical' }];
const alerts = {
  folders: ['prod'],
  dashboard: 'svc',
  panel: 2,
  rules: ['r-1'],
  labels,
  states: ['firing', 'pending'],
  limit: 50,
};

test('a whole selection is read, and its members have one order', () => {
  expect(parseAlerts(alerts)).toEqual(alerts);
  const reversed = Object.fromEntries(Object.entries(alerts).reverse());
  expect(JSON.stringify(parseAlerts(reversed))).toBe(JSON.stringify(alerts));
});

test('empty members select everything', () => {
  const empty = {
    folders: [],
    dashboard: '',
    panel: 0,
    rules: [],
    labels: [],
    states: [],
    limit: 0,
  };
  expect(parseAlerts(empty)).toEqual({});
});

test.each<object>([
  { folders: 'prod' },
  { rules: [1] },
  { labels: [{ name: 'a', op: '=' }] },
  { labels: {} },
  { panel: -1 },
  { limit: 1.5 },
  { states: [null] },
])('%j is refused', (value) => {
  expect(() => parseAlerts(value)).toThrow(ShapeError);
});

test('the filters by label and state can be left out', () => {
  expect(scopeOnly(alerts)).toEqual({
    folders: ['prod'],
    dashboard: 'svc',
    panel: 2,
    rules: ['r-1'],
    limit: 50,
  });
  expect(isFiltered(alerts)).toBe(true);
  expect(isFiltered(scopeOnly(alerts))).toBe(false);
});

test('a configuration has sources of both sorts', () => {
  const sources = [
    { connection: 'c-1', region: 'eu-central-1', account: '111122223333' },
    { connection: 'c-2', alerts },
    { connection: 'c-3', alerts: {} },
  ];
  const config = parseMacroConfig({ v: 1, sources, groupBy: 'folder' });
  expect(config).toMatchObject({ sources, groupBy: 'folder' });
  expect(JSON.parse(JSON.stringify(config?.sources))).toEqual(sources);
  expect(sizeOf(config ?? { v: 1, sources: [], namePrefix: '', states: [] })).toBeGreaterThan(300);
});

test('a source without a Region and without a selection is refused', () => {
  expect(() => parseMacroConfig({ v: 1, sources: [{ connection: 'c-2' }] })).toThrow(ShapeError);
});
