import { describe, expect, test } from 'vitest';
import { ShapeError } from './fields';
import { parseMacroConfig, queryOf, sizeOf } from './macro-config';
import { isNarrowed, KINDS } from './query';

const old = {
  v: 1,
  sources: [{ connection: 'c-1', region: 'eu-central-1' }],
  namePrefix: 'a-',
  states: ['OK'],
};

describe('parseMacroConfig', () => {
  test('reads a configuration of the first version, and adds nothing to it', () => {
    expect(parseMacroConfig(old)).toEqual(old);
  });

  test('reads all that can be chosen', () => {
    const query = {
      names: ['a'],
      kinds: ['log'],
      actionPrefix: 'arn:',
      firingOnly: true,
      withoutAutoScaling: true,
    };
    const whole = {
      ...old,
      query,
      layout: 'cards',
      groupBy: 'composite',
      refresh: 60,
      title: 'Checkout',
      names: { 'c-1': 'Payments' },
      silent: 'hide',
    };
    expect(parseMacroConfig(whole)).toEqual(whole);
  });

  test.each([
    ['a layout', { layout: 'hologram' }],
    ['a grouping', { groupBy: 'mood' }],
    ['a pace', { refresh: 1 }],
    ['no refreshing', { refresh: 0 }],
    ['a way to count', { silent: true }],
    ['names in a list', { names: ['Payments'] }],
    ['names in words', { names: 'Payments' }],
    ['no names', { names: {} }],
    ['an empty name', { names: { 'c-1': '', 'c-2': 7, 'c-3': 'x'.repeat(101) } }],
  ])('replaces an unknown %s with the default', (_, more) => {
    expect(parseMacroConfig({ ...old, ...more })).toEqual(old);
  });

  test('reads the usable names of at most ten connections', () => {
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`c-${n}`, `N${n}`]));
    const names = parseMacroConfig({ ...old, names: { bad: null, ...many } })?.names;
    expect(Object.keys(names ?? {})).toEqual(Object.keys(many).slice(0, 10));
    const long = { 'c-1': 'x'.repeat(100) };
    expect(parseMacroConfig({ ...old, names: long })?.names).toEqual(long);
  });

  test.each([undefined, null, {}, { v: 1, sources: [] }])(
    '%j is an unconfigured macro',
    (value) => {
      expect(parseMacroConfig(value)).toBeNull();
    },
  );

  test.each<[string, unknown]>([
    ['a later version', { ...old, v: 2 }],
    ['a list', []],
    ['eleven sources', { ...old, sources: Array.from({ length: 11 }, () => old.sources[0]) }],
    ['a query that is a text', { ...old, query: 'all' }],
    ['names that are numbers', { ...old, query: { names: [1] } }],
    ['Auto Scaling in words', { ...old, query: { withoutAutoScaling: 'yes' } }],
    ['firing only in words', { ...old, query: { firingOnly: 'yes' } }],
    ['a title that is a number', { ...old, title: 1 }],
  ])('refuses %s', (_, value) => {
    expect(() => parseMacroConfig(value)).toThrow(ShapeError);
  });
});

test('names take precedence over a prefix: AWS refuses both together', () => {
  const config = { ...old, v: 1 as const };
  expect(queryOf(config)).toEqual({ namePrefix: 'a-' });
  expect(queryOf({ ...config, namePrefix: '' })).toEqual({});
  expect(queryOf({ ...config, query: { names: ['x'] } })).toEqual({ names: ['x'] });
});

test.each([
  [false, {}],
  [false, { kinds: [...KINDS] }],
  [true, { kinds: ['log'] }],
  [true, { namePrefix: 'x' }],
  [true, { names: ['x'] }],
  [true, { actionPrefix: 'arn' }],
  [true, { firingOnly: true }],
  [true, { withoutAutoScaling: true }],
  [false, { firingOnly: false, withoutAutoScaling: false }],
])('isNarrowed is %s for %j', (narrowed, query) => {
  expect(isNarrowed(query)).toBe(narrowed);
});

test('the size counts bytes, not letters', () => {
  const config = { ...old, v: 1 as const, title: '' };
  expect(sizeOf({ ...config, title: 'ż' }) - sizeOf(config)).toBe(2);
});
