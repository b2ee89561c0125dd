import { describe, expect, test } from 'vitest';
import { readyRecords, rule } from '../../tests/rules-fixture';
import { toItem } from '../grafana/item';
import { parseRule } from '../grafana/wire/rule';
import { standingIn } from './ages';
import { foldRows } from './fold';
import { begin, receive, refuse } from './model';
import { rowsOf } from './rows';
import { placer } from './shapes/place';
import { isMessage } from './share/channel';
import { tally } from './tally';
import { asCsv } from './tools/copied-text';
import { groupRows } from './tools/group';
import type { View } from './view';

const sources = [
  { connection: 'c-1', region: 'eu-central-1' },
  { connection: 'c-2', alerts: { rules: ['r-4', 'r-0'] } },
  { connection: 'c-3', alerts: {} },
  { connection: 'c-4', alerts: { states: ['firing'] } },
];
const view = receive(begin(sources), readyRecords('mixed-providers'), [0, 1, 2, 3]);
const rows = rowsOf(view, new Map());

test('an answer with sources of both sorts is read', () => {
  expect(view.map(({ status, items }) => [status, items.length])).toEqual([
    ['answered', 2],
    ['answered', 2],
    ['failed', 0],
    ['answered', 0],
  ]);
  expect(view[1]?.header).toMatchObject({ missing: true, narrowed: true, placeName: undefined });
  expect(view[3]?.header?.left).toEqual({ count: 6, worst: 'error' });
});

test('its verdict is that of the worst gap, and each rest is the next', () => {
  const reasons = [
    view,
    view.filter(({ status }) => status !== 'failed'),
    view.filter(({ header }) => header && header.missing !== true),
    view.slice(0, 1),
    view.slice(1, 2).map((it) => ({ ...it, header: undefined })),
    view.slice(3),
  ].map((it: View) => tally(it, {}).reason);
  expect(reasons).toEqual([
    'not-permitted',
    'some-missing',
    'none-match',
    'blind',
    'pending',
    'none-match',
  ]);
});

test('rows are in one order, each with its connection', () => {
  expect(foldRows(rows).map(({ row }) => row.item.name)).toEqual([
    'Disk almost full',
    'checkout-latency',
    'checkout-5xx',
    'CPU',
  ]);
  expect(rows.map(placer(view))).toEqual([
    'Production/Team A, Payments Grafana',
    'Payments production, Europe (Frankfurt)',
    'Payments production, Europe (Frankfurt)',
    'Production/Team A, Payments Grafana',
  ]);
  expect(groupRows(rows, 'region').map(({ title }) => title)).toEqual([
    'Payments Grafana',
    'Europe (Frankfurt)',
  ]);
});

test('a copy names the stack, the folder, the severity and the page of a rule', () => {
  const [head, first] = asCsv(rows).split('\r\n');
  expect(head).toBe(
    'State,Alarm,Since,Reason,Account,Region,Connection,Stack,Folder,Group,Severity,Link',
  );
  expect(first).toBe(
    'Pending,Disk almost full,2026-11-21T09:57:00.000Z,"1 of 4 instances, value 0.93",,,Payments Grafana,example.grafana.net,Production/Team A,api,warning,https://example.grafana.net/alerting/grafana/r-4/view',
  );
});

test('frames send such a view to each other', () => {
  const live = {
    view,
    settled: view,
    settledAt: 1,
    loading: false,
    paused: false,
    changes: new Map(),
    cost: null,
  };
  const message: unknown = structuredClone({ type: 'live', live });
  expect(isMessage(message)).toBe(true);
  expect(message).toEqual({ type: 'live', live });
});

describe('an older pending rule', () => {
  const problem = { code: 'grafana_timeout', message: 'No.' };
  const again = view.map((source) => ({ ...source, status: 'waiting' as const }));
  const stale = refuse(again, [0, 1, 2, 3], problem);

  test('is not known now', () => {
    const item = toItem(parseRule(rule('r', 'pending')), undefined);
    expect(standingIn({ status: 'failed', header: view[1]?.header }, item)).toBe('unknown');
  });

  test('is no verdict', () => {
    expect(tally(stale, {})).toMatchObject({ verdict: 'unknown', reason: 'stale' });
    expect(tally(stale, {}).counts).toMatchObject({ pending: 0, unknown: 1 });
  });
});
