import { describe, expect, test } from 'vitest';
import { ShapeError } from './fields';
import { parseRecord } from './records';
import { parseViewAnswer } from './view';

const source = {
  type: 'source',
  source: 0,
  name: 'Payments',
  region: 'eu-central-1',
  asOf: '2026-11-21T10:00:00Z',
  count: 1,
  truncated: false,
};
const alarm = { name: 'a', kind: 'metric', state: 'OK' };

describe('parseRecord', () => {
  test('reads a source', () => {
    const sent = { ...source, account: '111122223333', regionName: 'Europe (Frankfurt)' };
    expect(parseRecord(sent)).toEqual({
      ...source,
      account: '111122223333',
      placeName: 'Europe (Frankfurt)',
      asOf: Date.UTC(2026, 10, 21, 10),
    });
  });

  test('reads an alarm with every shown member', () => {
    const full = {
      ...alarm,
      description: 'd',
      reason: 'r',
      since: '2026-11-21T09:00:00.25Z',
      actionsOff: true,
      suppressedBy: 'Alarm',
      evaluation: 'PARTIAL_DATA',
    };
    expect(parseRecord({ type: 'alarm', source: 2, alarm: full })).toEqual({
      type: 'alarm',
      source: 2,
      alarm: { ...full, since: Date.UTC(2026, 10, 21, 9, 0, 0, 250) },
    });
  });

  test('keeps an unknown state', () => {
    expect(
      parseRecord({ type: 'alarm', source: 0, alarm: { ...alarm, state: 'SNOOZED' } }),
    ).toMatchObject({
      alarm: { state: 'SNOOZED' },
    });
  });

  test('skips an unknown type', () => {
    expect(parseRecord({ type: 'weather' })).toBeNull();
  });

  test.each<[string, unknown]>([
    ['no object', 'end'],
    ['null', null],
    ['a list', []],
    ['no type', { source: 0 }],
    ['a source without a number', { ...source, source: undefined }],
    ['a negative source', { ...source, source: -1 }],
    ['a source that is a fraction', { ...source, source: 0.5 }],
    ['a count in words', { ...source, count: 'one' }],
    ['a time that is none', { ...source, asOf: 'noon' }],
    ['truncated missing: not to be taken for "all"', { ...source, truncated: undefined }],
    ['an account that is a number', { ...source, account: 111122223333 }],
    [
      'an alarm without a state',
      { type: 'alarm', source: 0, alarm: { ...alarm, state: undefined } },
    ],
    ['an alarm that is missing', { type: 'alarm', source: 0 }],
    ['actionsOff in words', { type: 'alarm', source: 0, alarm: { ...alarm, actionsOff: 'no' } }],
    ['an error without a message', { type: 'error', source: 0, error: { code: 'x' } }],
    ['an end without a request id', { type: 'end' }],
  ])('refuses %s', (_, value) => {
    expect(() => parseRecord(value)).toThrow(ShapeError);
  });
});

describe('parseViewAnswer', () => {
  test('reads an inline answer', () => {
    expect(
      parseViewAnswer({ records: [{ type: 'weather' }, { type: 'end', requestId: 'r' }] }),
    ).toEqual({
      records: [{ type: 'end', requestId: 'r' }],
    });
  });

  test('reads where the rest streams', () => {
    expect(parseViewAnswer({ records: [], stream: 'https://x/v1/stream', grant: 'g' })).toEqual({
      records: [],
      rest: { url: 'https://x/v1/stream', grant: 'g' },
    });
  });

  test.each<[string, unknown]>([
    ['no records', {}],
    ['records that are no list', { records: {} }],
    ['a stream without its grant', { records: [], stream: 'https://x' }],
  ])('refuses %s', (_, value) => {
    expect(() => parseViewAnswer(value)).toThrow(ShapeError);
  });
});

describe('the whole of an alarm', () => {
  const watched = {
    source: 'metric',
    namespace: 'AWS/ApplicationELB',
    metric: 'HTTPCode_Target_5XX_Count',
    dimensions: [{ name: 'LoadBalancer', value: 'app/checkout' }],
    statistic: 'p99',
    period: 60,
    comparison: '>=',
    threshold: 5,
    points: { needed: 2, of: 3 },
    missing: 'breaching',
  };
  const parse = (more: object): unknown =>
    parseRecord({ type: 'alarm', source: 0, alarm: { ...alarm, ...more } });

  test('is read', () => {
    const rule = {
      op: 'and',
      of: [
        { state: 'ALARM', name: 'b' },
        { op: 'not', of: [{ state: 'OK', outside: true }] },
        { op: 'true' },
      ],
    };
    const spark = {
      from: '2026-11-21T09:00:00Z',
      to: '2026-11-21T10:00:00Z',
      period: 300,
      values: [1, null, 2.5],
    };
    const flags = {
      noActions: true,
      warmingUp: true,
      suppressor: 'deploy-running',
      arn: 'arn:aws:x',
      trips: ['b'],
    };
    expect(
      parse({
        ...watched,
        ...flags,
        rule,
        spark: { ...spark, lower: [1, 1, 1], upper: [2, 2, 2] },
      }),
    ).toMatchObject({
      alarm: {
        ...watched,
        ...flags,
        rule: {
          op: 'and',
          of: [{ name: 'b' }, { op: 'not', of: [{ state: 'OK', name: undefined }] }, { of: [] }],
        },
        spark: { from: Date.UTC(2026, 10, 21, 9), values: [1, null, 2.5], upper: [2, 2, 2] },
      },
    });
  });

  test.each<[string, object]>([
    ['a threshold in words', { threshold: 'five' }],
    ['points without a count', { points: { needed: 2 } }],
    ['dimensions that are texts', { dimensions: ['a=b'] }],
    [
      'values that are texts',
      { spark: { from: '2026-11-21T09:00:00Z', to: '2026-11-21T09:00:00Z', values: ['1'] } },
    ],
    ['a spark of no time', { spark: { values: [1] } }],
    ['a rule without a state', { rule: { name: 'b' } }],
    [
      'an endless rule',
      {
        rule: Array.from({ length: 70 }).reduce((of) => ({ op: 'not', of: [of] }), { op: 'true' }),
      },
    ],
    ['trips that are numbers', { trips: [1] }],
  ])('is refused with %s', (_, more) => {
    expect(() => parse(more)).toThrow(ShapeError);
  });
});
