import { describe, expect, test } from 'vitest';
import { toItem } from '../../cloudwatch/item';
import type { Alarm } from '../../cloudwatch/wire/alarm';
import type { Row } from '../rows';
import type { SourceView } from '../view';
import { asCsv, asMarkdown } from './copied-text';
import { filterRows } from './filter';
import { groupRows } from './group';
import { shapeOf } from './toolbar';

const source = (region: string): SourceView => ({
  asked: { connection: 'c-1', region },
  status: 'answered',
  items: [],
});
const frankfurt = source('eu-central-1');
const virginia = source('us-east-1');
const row = (name: string, more: Partial<Alarm> = {}, from = frankfurt): Row => {
  const item = toItem({
    name,
    kind: 'metric',
    state: 'OK',
    arn: `arn:aws:cloudwatch:r:111122223333:alarm:${name}`,
    ...more,
  });
  return {
    key: `${from.asked.region} ${name}`,
    item,
    source: { ...from, items: [item] },
    names: {},
    was: undefined,
  };
};
const titles = (groups: { title: string; rows: Row[] }[]): unknown[] =>
  groups.map(({ title, rows }) => [title, ...rows.map(({ item }) => item.name)]);

test.each<[string, Partial<Alarm>[], string]>([
  ['every OK is plain', [{}, { noActions: true }, { state: 'ALARM', actionsOff: true }], 'check'],
  ['one OK has a caveat', [{}, { actionsOff: true }], 'hollow'],
  ['no alarm is OK', [], 'check'],
])('the icon of the OK count is right if %s', (_, alarms, shape) => {
  const rows = alarms.map((more, n) => row(`a${n}`, more));
  expect(shapeOf('OK', rows)).toBe(shape);
  expect(shapeOf('ALARM', rows)).toBe('triangle');
});

describe('the filter', () => {
  const rows = [
    row('checkout-5xx', { state: 'ALARM' }),
    row('ledger', { description: 'Books of Checkout' }),
    row('odd', { state: 'SNOOZED' }),
    row('impact', { kind: 'composite', dimensions: [{ name: 'LoadBalancer', value: 'app/Shop' }] }),
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
    expect(filterRows(rows, { states, search }).map(({ item }) => item.name)).toEqual(names);
  });
});

describe('groups', () => {
  test('by prefix put ungrouped rows last', () => {
    const rows = [row('ledger'), row('checkout-a'), row('checkout/b'), row('-x'), row('-y')];
    expect(titles(groupRows(rows, 'prefix'))).toEqual([
      ['checkout', 'checkout-a', 'checkout/b'],
      ['Other names', 'ledger', '-x', '-y'],
    ]);
  });

  test('by Region and by account', () => {
    const rows = [row('a', {}, virginia), row('b')];
    expect(titles(groupRows(rows, 'region'))).toEqual([
      ['us-east-1', 'a'],
      ['eu-central-1', 'b'],
    ]);
    expect(titles(groupRows(rows, 'account'))).toEqual([['Account 111122223333', 'a', 'b']]);
  });

  test('by composite put children under their parents, and the others last', () => {
    const rule = {
      op: 'and',
      of: [
        { state: 'ALARM', name: 'a' },
        { op: 'not', of: [{ state: 'OK' }] },
      ],
    };
    const parent = row('p', { kind: 'composite', rule });
    const shared = parent.source;
    const rows = [
      parent,
      { ...row('a'), source: shared },
      { ...row('b'), source: shared },
      row('a', {}, virginia),
    ];
    expect(titles(groupRows(rows, 'composite'))).toEqual([
      ['p', 'p', 'a'],
      ['In no composite', 'b', 'a'],
    ]);
  });
});

describe('a copy', () => {
  const since = Date.UTC(2026, 10, 21, 10);

  test('as CSV quotes its text', () => {
    const csv = asCsv([row('a,"b"\nc', { since, reason: 'r' })]);
    expect(csv).toBe(
      'State,Alarm,Since,Reason,Account,Region\r\n' +
        'OK,"a,""b""\nc",2026-11-21T10:00:00.000Z,r,111122223333,eu-central-1\r\n',
    );
  });

  test.each(['=1+1', '+1', '-1', '@a', '\t=1', ' =1', '\r=1', '|a', '＝1'])(
    'as CSV contains no formula %j',
    (name) => {
      const cell = asCsv([row(name)]).split('\r\nOK,')[1] ?? '';
      expect(cell.startsWith(`"'`)).toBe(true);
    },
  );

  test.each([
    ['x\t=HYPERLINK(0)', 'x =HYPERLINK(0)'],
    ['x;=1+1', `"x;'=1+1"`],
    ['x; "@a', `"x; ""'@a"`],
    ['x\n\n=1', `"x\n\n'=1"`],
    ['x\r\n -1', `"x\r\n '-1"`],
    ['=1;+1', `"'=1;'+1"`],
    ['x;y', '"x;y"'],
  ])('as CSV contains no formula in %j with another separator', (name, cell) => {
    expect(asCsv([row(name)]).split('\r\nOK,')[1]).toBe(`${cell},,,111122223333,eu-central-1\r\n`);
  });

  test('keeps the caveats of an OK', () => {
    const caveats = { actionsOff: true, suppressedBy: 'Alarm', suppressor: 'a,b' };
    const older = { ...row('b'), olderAsOf: since };
    const csv = asCsv([row('a', caveats), older]).split('\r\n');
    expect(csv[1]).toMatch(/^"OK \(Suppressed by a,b, Actions off\)",a,/);
    expect(csv[2]).toMatch(/^OK \(As of .*\),b,/);
    expect(asMarkdown([row('a', caveats)], { headline: '' })).toContain(
      '| OK \\(Suppressed by a,b, Actions off\\) |',
    );
  });

  test('as Markdown is a table with escaped names', () => {
    const markdown = asMarkdown(
      [row('a|b [x](https://evil.test) <b>', { since, reason: 'one\ntwo' })],
      {
        headline: '1 OK',
        asOf: since,
        asked: 'Asked for: a.',
      },
    );
    const [title, , head, line, body] = markdown.split('\n');
    expect(title).toContain('1 OK');
    expect(title).toMatch(/2026.*\\\)\. Asked for\\: a\.$/);
    expect(head).toBe('| State | Alarm | Since | Reason | Account | Region |');
    expect(line).toBe('| --- | --- | --- | --- | --- | --- |');
    expect(body).toContain('a\\|b \\[x\\]\\(https\\://evil.test\\) &lt;b\\>');
    expect(body).toContain('one two');
  });
});
