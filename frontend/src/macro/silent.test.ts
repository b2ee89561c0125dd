import { expect, test } from 'vitest';
import { anyOf, itemsOf, type Given } from '../../tests/records-fixture';
import { text } from '../text/en';
import { remarksOn, rowsOf } from './rows';
import { pagedBy, silentIn } from './silent';

/** quiet is an alarm without actions of its own. */
const quiet = (name: string, more: Partial<Exclude<Given, string>> = {}): Given => ({
  name,
  noActions: true,
  ...more,
});
const group = (
  name: string,
  children: string[],
  more: Partial<Exclude<Given, string>> = {},
): Given => ({ name, kind: 'composite', rule: anyOf(...children), ...more });
const noActions = { noActions: true };

const impact: Given = {
  name: 'cc-impact',
  kind: 'composite',
  rule: {
    op: 'and',
    of: [{ state: 'ALARM', name: 'cc-errors' }, anyOf('cc-cpu', 'cc-latency')],
  },
};

test.each<[string, Given[], Record<string, string>, string[]]>([
  [
    'a composite pages for every alarm of its rule',
    [quiet('cc-errors'), quiet('cc-cpu'), quiet('cc-latency'), impact],
    { 'cc-errors': 'cc-impact', 'cc-cpu': 'cc-impact', 'cc-latency': 'cc-impact' },
    [],
  ],
  ['an alarm without actions is silent', ['a', quiet('b')], {}, ['b']],
  ['its actions are off', [{ name: 'a', actionsOff: true }], {}, ['a']],
  ['it is suppressed', [{ name: 'a', suppressedBy: 'Alarm' }], {}, ['a']],
  [
    'by way of a composite without actions of its own',
    [quiet('a'), group('inner', ['a'], noActions), group('outer', ['inner'])],
    { a: 'outer', inner: 'outer' },
    [],
  ],
  ['a composite without actions', [quiet('a'), group('b', ['a'], noActions)], {}, ['a', 'b']],
  [
    'a composite whose actions are off',
    [quiet('a'), group('b', ['a'], { actionsOff: true })],
    {},
    ['a', 'b'],
  ],
  [
    'a suppressed composite',
    [quiet('a'), group('b', ['a'], { suppressedBy: 'WaitPeriod' })],
    {},
    ['a', 'b'],
  ],
  [
    'a composite that asks for its absence',
    [
      quiet('a'),
      { name: 'b', kind: 'composite', rule: { op: 'not', of: [{ state: 'ALARM', name: 'a' }] } },
    ],
    {},
    ['a'],
  ],
  [
    'a composite that asks for its OK',
    [quiet('a'), { name: 'b', kind: 'composite', rule: { state: 'OK', name: 'a' } }],
    {},
    ['a'],
  ],
  [
    'a composite of another alarm, or of one outside the fence',
    [quiet('a'), group('b', ['c']), { name: 'd', kind: 'composite', rule: { state: 'ALARM' } }],
    {},
    ['a'],
  ],
  [
    'a cycle that pages',
    [group('a', ['b'], noActions), group('b', ['a']), quiet('c')],
    { a: 'b', b: 'b' },
    ['c'],
  ],
  [
    'a cycle that pages nobody',
    [group('a', ['b'], noActions), group('b', ['a'], noActions)],
    {},
    ['a', 'b'],
  ],
])('%s', (_, given, paged, silent) => {
  const items = itemsOf(...given);
  const names = new Map(items.map(({ key, name }) => [key, name]));
  const byName = [...pagedBy(items)].map(([key, by]) => [names.get(key), by]);
  expect(Object.fromEntries(byName)).toEqual(paged);
  expect([...silentIn(items)].map((key) => names.get(key))).toEqual(silent);
});

test('a row says who pages for it, or that only EventBridge might', () => {
  const asked = { connection: 'c-1', region: 'eu-central-1' };
  const remarks = (...given: Given[]): unknown[] =>
    rowsOf([{ asked, status: 'answered', items: itemsOf(...given) }], new Map()).map((row) =>
      remarksOn(row),
    );
  expect(remarks(quiet('a'), group('b', ['a']))).toEqual([[text.badges.pagedBy('b')], []]);
  expect(remarks(quiet('a'))).toEqual([[text.badges.noActions]]);
  expect(text.badges.noActions.label).toBe('No actions set');
  expect(text.badges.noActions.why).toContain('Pagewatch cannot see EventBridge rules');
  expect(text.badges.pagedBy('b').label).toBe('Pages by way of b');
});
