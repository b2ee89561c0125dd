import { describe, expect, test } from 'vitest';
import { rowOf } from '../../../tests/row-fixture';
import type { Row } from '../rows';
import { filterRows, isFiltering, unfiltered, type Filter, type Only } from './filter';
import { groupRows } from './group';

const titles = (groups: { title: string; rows: Row[] }[]): unknown[] =>
  groups.map(({ title, rows }) => [title, ...rows.map(({ item }) => item.name)]);

describe('the filter', () => {
  const rows = [
    rowOf('checkout-5xx', { state: 'ALARM' }),
    rowOf('ledger', { description: 'Books of Checkout' }),
    rowOf('odd', { state: 'SNOOZED' }),
    rowOf('impact', {
      kind: 'composite',
      dimensions: [{ name: 'LoadBalancer', value: 'app/Shop' }],
    }),
  ];
  const all = ['ALARM', 'INSUFFICIENT_DATA', 'OK'];
  test.each<[string, string[], string, string[]]>([
    ['everything', all, '', ['checkout-5xx', 'ledger', 'odd', 'impact']],
    ['the states, but never a state of tomorrow', ['ALARM'], '', ['checkout-5xx', 'odd']],
    ['words anywhere, in any case', all, ' CHECKOUT ', ['checkout-5xx', 'ledger']],
    ['every word', all, 'checkout books', ['ledger']],
    [
      'the Region and the account',
      all,
      'eu-central-1 1111',
      ['checkout-5xx', 'ledger', 'odd', 'impact'],
    ],
    ['the name of a dimension', all, 'loadbalancer', ['impact']],
    ['the value of a dimension', all, 'app/shop', ['impact']],
    ['a dimension as it is shown', all, 'LoadBalancer=app', ['impact']],
    ['the kind', all, 'composite', ['impact']],
    ['the word of a state', all, 'in alarm', ['checkout-5xx']],
    ['the word of a state of tomorrow', all, 'unknown', ['odd']],
    ['nothing', all, '.*', []],
  ])('keeps %s', (_, states, search, names) => {
    expect(
      filterRows(rows, { ...unfiltered, states, search }).map(({ item }) => item.name),
    ).toEqual(names);
  });
});

describe('a count', () => {
  const firing = { state: 'ALARM' };
  const rows = [
    rowOf('fires', firing),
    rowOf('fires-quietly', { ...firing, noActions: true }),
    rowOf('off', { actionsOff: true }),
    rowOf('blind', { state: 'INSUFFICIENT_DATA' }),
    rowOf('odd', { state: 'SNOOZED' }),
    rowOf('ok'),
    {
      ...rowOf('old'),
      olderAsOf: 1,
      source: { ...rowOf('old').source, further: new Map([['metric old', 1]]) },
    },
    { ...rowOf('paged', { noActions: true }), pagedBy: 'group' },
  ];
  test.each<[Only, string[]]>([
    ['firing', ['fires', 'fires-quietly']],
    ['unknown', ['odd']],
    ['insufficient', ['blind']],
    ['doubtful', ['off', 'old']],
    ['ok', ['ok', 'paged']],
    ['silent', ['fires-quietly', 'off']],
  ])('of %s shows these alone, whatever the author chose', (only, names) => {
    const filter: Filter = { ...unfiltered, states: [], only };
    expect(filterRows(rows, filter).map(({ item }) => item.name)).toEqual(names);
  });

  test.each<[boolean, Partial<Filter>]>([
    [false, {}],
    [false, { states: ['ALARM'] }],
    [false, { search: ' ' }],
    [true, { search: 'a' }],
    [true, { only: 'ok' }],
  ])('and a search look for something: %s, %j', (filtering, more) => {
    expect(isFiltering({ ...unfiltered, ...more })).toBe(filtering);
  });
});

describe('groups', () => {
  test('by prefix put ungrouped rows last', () => {
    const rows = [
      rowOf('ledger'),
      rowOf('checkout-a'),
      rowOf('checkout/b'),
      rowOf('-x'),
      rowOf('-y'),
    ];
    expect(titles(groupRows(rows, 'prefix'))).toEqual([
      ['checkout', 'checkout-a', 'checkout/b'],
      ['Other names', 'ledger', '-x', '-y'],
    ]);
  });

  test('by Region and by account', () => {
    const rows = [rowOf('a', {}, 'us-east-1'), rowOf('b')];
    expect(titles(groupRows(rows, 'region'))).toEqual([
      ['us-east-1', 'a'],
      ['eu-central-1', 'b'],
    ]);
    expect(titles(groupRows(rows, 'account'))).toEqual([['Account 111122223333', 'a', 'b']]);
  });

  test('by owner put rows without one last', () => {
    const rows = [
      rowOf('a'),
      rowOf('b', { description: 'Owner: Ledger' }),
      rowOf('c', { description: 'Team: Payments' }),
      rowOf('d', { description: 'Team: Ledger' }),
    ];
    expect(titles(groupRows(rows, 'owner'))).toEqual([
      ['Ledger', 'b', 'd'],
      ['Payments', 'c'],
      ['No owner', 'a'],
    ]);
  });

  test('by last change are in order of time', () => {
    const now = Date.UTC(2026, 10, 21, 10);
    const hour = 60 * 60 * 1000;
    const ages = [168 * hour + 1, 24 * hour, hour, -hour, 24 * hour + 1, hour + 1, 168 * hour];
    const rows = [rowOf('?'), ...ages.map((age) => rowOf(String(age), { since: now - age }))];
    expect(titles(groupRows(rows, 'changed', now))).toEqual([
      ['In the last hour', '3600000', '-3600000'],
      ['In the last 24 hours', '86400000', '3600001'],
      ['In the last 7 days', '86400001', '604800000'],
      ['Earlier', '604800001'],
      ['Unknown time', '?'],
    ]);
    expect(titles(groupRows([rowOf('?')], 'changed', now))).toEqual([['Unknown time', '?']]);
  });

  test('by composite put children under their parents, and the others last', () => {
    const rule = {
      op: 'and',
      of: [
        { state: 'ALARM', name: 'a' },
        { op: 'not', of: [{ state: 'OK' }] },
      ],
    };
    const parent = rowOf('p', { kind: 'composite', rule });
    const shared = parent.source;
    const rows = [
      parent,
      { ...rowOf('a'), source: shared },
      { ...rowOf('b'), source: shared },
      rowOf('a', {}, 'us-east-1'),
    ];
    expect(titles(groupRows(rows, 'composite'))).toEqual([
      ['p', 'p', 'a'],
      ['In no composite', 'b', 'a'],
    ]);
  });
});
