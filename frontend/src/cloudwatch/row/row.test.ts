import { describe, expect, test } from 'vitest';
import type { Item } from '../../macro/item';
import { toItem } from '../item';
import type { Alarm } from '../wire/alarm';
import { remarksOn } from './badges';
import { metricLine } from './metric-line';
import { draw, LARGE, SMALL } from './spark-geometry';
import { childrenOf, treeOf } from './tree';

const alarm = (more: Partial<Alarm> = {}): Alarm => ({
  name: 'a',
  kind: 'metric',
  state: 'OK',
  ...more,
});
const item = (more: Partial<Alarm> = {}): Item => toItem(alarm(more));

test.each<[Partial<Alarm>, string[]]>([
  [{}, []],
  [{ actionsOff: true, noActions: true }, ['Actions off', 'No actions set']],
  [{ suppressedBy: 'Alarm', suppressor: 'deploy' }, ['Suppressed by deploy']],
  [{ suppressedBy: 'WaitPeriod' }, ['Suppressed']],
  [{ noData: true }, ['OK without data']],
  [{ state: 'ALARM', noData: true }, []],
  [{ evaluation: 'PARTIAL_DATA', warmingUp: true }, ['Partial data', 'Warming up']],
  [{ evaluation: 'OF_TOMORROW' }, ['Evaluation: OF_TOMORROW']],
])('%o has the remarks %j', (more, labels) => {
  expect(remarksOn(alarm(more)).map(({ label }) => label)).toEqual(labels);
});

const metric = {
  source: 'metric',
  namespace: 'AWS/SQS',
  metric: 'Age',
  statistic: 'p99',
  comparison: '>=',
  threshold: 5,
};
test.each<[string, Partial<Alarm>, [string, string, string] | null]>([
  [
    'a metric',
    {
      ...metric,
      period: 60,
      points: { needed: 2, of: 3 },
      missing: 'breaching',
      dimensions: [{ name: 'Q', value: 'x' }],
    },
    ['AWS/SQS Age', 'p99 ≥ 5 for 2 of 3 points of 1 min; missing data counts as too much', 'Q=x'],
  ],
  [
    'one point',
    { ...metric, period: 3600, points: { needed: 1, of: 1 } },
    ['AWS/SQS Age', 'p99 ≥ 5 for 1 h', ''],
  ],
  ['missing data as usual', { ...metric, missing: 'missing' }, ['AWS/SQS Age', 'p99 ≥ 5', '']],
  ['a tiny threshold', { ...metric, threshold: 0.00012 }, ['AWS/SQS Age', 'p99 ≥ 0.00012', '']],
  ['math', { source: 'math', comparison: '<', threshold: 0 }, ['Metric math', '< 0', '']],
  [
    'a band',
    { source: 'anomaly', comparison: 'outside' },
    ['Anomaly detection', 'outside the band', ''],
  ],
  ['an unknown comparison', { ...metric, comparison: 'constructor' }, ['AWS/SQS Age', 'p99', '']],
  ['a source of tomorrow', { source: 'dream' }, null],
  ['a composite', { kind: 'composite' }, null],
])('%s is described', (_, more, words) => {
  const line = metricLine(alarm(more));
  expect(line && [line.what, line.when, line.labels]).toEqual(words);
});

describe('a sparkline', () => {
  const spark = { from: 0, to: 1, values: [1, 2, null, 3, null, 5] };

  test('breaks where a point is missing, and ends in a dot', () => {
    const drawing = draw(spark, SMALL);
    expect(drawing?.lines).toHaveLength(1);
    expect(drawing?.dots).toHaveLength(2);
    expect(drawing?.dots.at(-1)).toEqual({ x: SMALL.width - 3, y: 3 });
    expect(drawing?.threshold).toBeUndefined();
  });

  test.each([SMALL, LARGE])('stays within %o, with its threshold and its band', (size) => {
    const upper = [6, 6, null, 6, 6, 6];
    const lower = [0, 0, 0, null, 0, 0];
    const drawing = draw({ ...spark, threshold: -1e9, upper, lower }, size);
    const ys = [...(drawing?.bands ?? []), ...(drawing?.lines ?? [])].flatMap((path) =>
      [...path.matchAll(/ (-?[\d.]+)/g)].map(([, y]) => Number(y)),
    );
    expect(drawing?.bands).toHaveLength(2);
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...ys, drawing?.threshold ?? 0)).toBeLessThanOrEqual(size.height);
  });

  test.each([
    [[1e308, -1e308]],
    [[Number.MAX_VALUE, -Number.MAX_VALUE]],
    [[5e-324, 0]],
    [[1e308, 1e308 - 1e292]],
  ])('of %j has finite coordinates from the top to the bottom', (values) => {
    const [upper, lower] = [values, values];
    const drawing = draw({ ...spark, values, upper, lower, threshold: values[1] }, SMALL);
    expect(drawing?.lines).toEqual(['M3 3L69 17']);
    expect(drawing?.bands).toEqual(['M3 3L69 17L69 17L3 3Z']);
    expect(drawing?.threshold).toBe(17);
  });

  test.each<[string, (number | null)[], number | null]>([
    ['one point is in the middle', [7], SMALL.height / 2],
    ['a flat line is in the middle', [7, 7], SMALL.height / 2],
    ['no point is nothing', [null], null],
    ['an empty spark is nothing', [], null],
  ])('%s', (_, values, y) => {
    expect(draw({ ...spark, values }, SMALL)?.dots.at(-1)?.y ?? null).toBe(y);
  });
});

describe('a composite', () => {
  const leaf = (name?: string) => ({ state: 'ALARM', name });
  const others = new Map([
    ['b', item({ name: 'b', state: 'ALARM' })],
    [
      'inner',
      item({
        name: 'inner',
        kind: 'composite',
        state: 'ALARM',
        rule: { op: 'or', of: [leaf('b'), leaf('a')] },
        trips: ['b'],
      }),
    ],
    ['a', item({ name: 'a', kind: 'composite', state: 'ALARM', rule: leaf('inner') })],
  ]);

  test('shows its children with their states, the tripping ones and the missing ones', () => {
    const rule = { op: 'atLeast', needed: 2, of: [leaf('b'), leaf('gone'), leaf()] };
    const node = treeOf(
      item({ kind: 'composite', state: 'ALARM', rule, trips: ['b', 'gone'] }),
      others,
    );
    expect(node).toMatchObject({
      op: 'atLeast',
      needed: 2,
      of: [
        { child: { name: 'b', tripped: true, item: { standing: 'firing' } } },
        { child: { name: 'gone', tripped: true, item: undefined } },
        { child: { wants: 'ALARM', tripped: false } },
      ],
    });
    expect(node && childrenOf(node)).toBe(3);
  });

  test('that is OK has no tripping child', () => {
    const node = treeOf(item({ kind: 'composite', rule: leaf('b'), trips: ['b'] }), others);
    expect(node).toMatchObject({ child: { name: 'b', tripped: false } });
  });

  test('nested in another one is shown too, and a cycle ends', () => {
    const outer = others.get('a');
    expect(outer && treeOf(outer, others)).toMatchObject({
      child: {
        name: 'inner',
        under: {
          op: 'or',
          of: [{ child: { name: 'b', tripped: true } }, { child: { name: 'a', under: null } }],
        },
      },
    });
  });

  test('with an unreadable rule has no tree', () => {
    expect(treeOf(item({ kind: 'composite' }), others)).toBeNull();
  });
});
