import { expect, test } from 'vitest';
import { alarmOf, anyOf, composite, itemsOf, type Given } from '../../tests/records-fixture';
import { foldRows } from './fold';
import { rowsOf } from './rows';

const day = 24 * 60 * 60 * 1000;
const asOf = 100 * day;
const firing = (name: string, more: Partial<Exclude<Given, string>> = {}): Given =>
  alarmOf({ name, state: 'ALARM', since: asOf, ...more });

/** folded returns the heads of the rows of some sources, each with its causes. */
function folded(...sources: Given[][]): [string, ...string[]][] {
  const view = sources.map((given, index) => ({
    asked: { connection: 'c-1', region: `r-${index}` },
    status: 'answered' as const,
    header: {
      type: 'source' as const,
      source: index,
      name: '',
      region: '',
      asOf,
      count: given.length,
      truncated: false,
    },
    items: itemsOf(...given),
  }));
  return foldRows(rowsOf(view, new Map())).map(({ row, causes }) => [
    row.item.name,
    ...causes.map(({ item }) => item.name),
  ]);
}

const chronic = { since: asOf - 30 * day - 1 };

test.each<[string, Given[][], string[][]]>([
  [
    'under the topmost composite, at any depth, and it comes first',
    [
      [
        firing('alone'),
        firing('a'),
        composite('inner', 'a', 'b'),
        firing('b'),
        composite('top', 'inner', 'c'),
        firing('c'),
      ],
    ],
    [['top', 'inner', 'a', 'b', 'c'], ['alone']],
  ],
  [
    'under each composite that has it',
    [[firing('a'), composite('one', 'a'), composite('two', 'a')]],
    [
      ['one', 'a'],
      ['two', 'a'],
    ],
  ],
  [
    'nothing that does not fire, or is not there',
    [['a', { name: 'b', state: 'INSUFFICIENT_DATA' }, composite('top', 'a', 'b', 'gone')]],
    [['top'], ['b'], ['a']],
  ],
  [
    'missing data under a composite without data',
    [
      [
        { name: 'a', state: 'INSUFFICIENT_DATA' },
        firing('b'),
        { ...composite('top', 'a', 'b'), state: 'INSUFFICIENT_DATA' },
      ],
    ],
    [['b'], ['top', 'a']],
  ],
  [
    'nothing that fires since later',
    [
      [
        firing('a'),
        firing('new', { since: asOf + 1 }),
        { ...composite('top', 'a', 'new'), since: asOf },
      ],
    ],
    [['top', 'a'], ['new']],
  ],
  [
    'nothing of a branch that does not hold',
    [
      [
        firing('a'),
        firing('queue'),
        firing('deploy'),
        {
          ...composite('top'),
          rule: {
            op: 'or',
            of: [
              anyOf('a'),
              { op: 'and', of: [anyOf('queue'), { op: 'not', of: [anyOf('deploy')] }] },
              { op: 'atLeast', needed: 2, of: [anyOf('queue'), anyOf('gone')] },
            ],
          },
        },
      ],
    ],
    [['top', 'a'], ['deploy'], ['queue']],
  ],
  [
    'what holds together, and the negation of OK',
    [
      [
        firing('a'),
        firing('b'),
        firing('c'),
        {
          ...composite('top'),
          rule: {
            op: 'and',
            of: [
              { op: 'atLeast', needed: 2, of: [anyOf('a'), anyOf('b'), anyOf('gone')] },
              { op: 'not', of: [{ state: 'OK', name: 'c' }] },
              { op: 'true', of: [] },
            ],
          },
        },
      ],
    ],
    [['top', 'a', 'b', 'c']],
  ],
  [
    'nothing that keeps the rule false',
    [[firing('a'), { ...composite('top'), rule: { op: 'not', of: [anyOf('a')] } }]],
    [['a'], ['top']],
  ],
  [
    'nothing of another source',
    [
      [firing('a'), firing('b')],
      [composite('top', 'a'), firing('b')],
    ],
    [['a'], ['b'], ['b'], ['top']],
  ],
  [
    'nothing under a demoted composite, and demoted rows last',
    [
      [
        { ...composite('off', 'a'), actionsOff: true, since: asOf + 2 },
        { ...composite('suppressed', 'b'), suppressedBy: 'Alarm', since: asOf + 1 },
        { ...composite('chronic', 'c'), ...chronic },
        firing('a'),
        firing('b'),
        firing('c'),
        firing('old', chronic),
        { ...composite('top', 'd'), since: asOf - 30 * day },
        firing('d', { since: asOf - 30 * day }),
      ],
    ],
    [['top', 'd'], ['a'], ['b'], ['c'], ['off'], ['suppressed'], ['chronic'], ['old']],
  ],
  [
    'demoted rows and their causes under a topmost composite',
    [[firing('a'), { ...composite('off', 'a'), actionsOff: true }, composite('top', 'off')]],
    [['top', 'off', 'a']],
  ],
  [
    'a cycle under its first row',
    [[composite('x', 'y'), composite('y', 'z'), composite('z', 'x'), composite('self', 'self')]],
    [['x', 'y', 'z'], ['self']],
  ],
  [
    'a cycle under what asks for it',
    [[composite('x', 'y'), composite('y', 'x'), composite('z', 'y')]],
    [['z', 'y', 'x']],
  ],
])('folds %s', (_, sources, rows) => {
  expect(folded(...sources)).toEqual(rows);
});
