import { describe, expect, test } from 'vitest';
import { itemsIn, rule, rulesIn } from '../../tests/rules-fixture';
import type { Item } from '../macro/item';
import { ShapeError } from '../wire/fields';
import { readable } from './evidence';
import { toItem } from './item';
import { parseRule } from './wire/rule';

const golden = itemsIn('rules');
const itemOf = (more: object, state = 'normal', stack?: string): Item =>
  toItem(parseRule(rule('r', state, more)), stack);

test.each<[string, string, string, string | undefined]>([
  ['API 5xx', 'firing', 'Firing', '40 of 57 instances'],
  ['Heartbeat', 'firing', 'Firing', 'because data is missing'],
  ['Queue depth', 'firing', 'Recovering', 'value 12'],
  ['Disk almost full', 'pending', 'Pending', '1 of 4 instances, value 0.93'],
  ["Tomorrow's state", 'unknown', 'Unknown', undefined],
  ['Payment latency', 'unevaluated', 'Error', undefined],
  ['Orders per minute', 'insufficient', 'No data', '2 of 3 instances'],
  ['Night batch', 'unevaluated', 'Paused', undefined],
  ['New rule', 'unevaluated', 'Never run', undefined],
  ['Certificate expiry', 'doubtful', 'Normal', undefined],
  ['<b>Odd</b> [labels](javascript:1)', 'ok', 'Normal', undefined],
  ['CPU', 'ok', 'Normal', undefined],
])('%s is %s: %s, %s', (name, standing, state, evidence) => {
  const item = golden.get(name);
  expect([item?.standing, item?.state, item?.evidence?.brief]).toEqual([standing, state, evidence]);
});

test('the golden file has a rule of every sort', () => {
  expect(golden.size).toBe(12);
});

test('a rule has its runbook, owner, folder, severity and pages', () => {
  const item = golden.get('API 5xx');
  expect(item).toMatchObject({
    key: 'rule r-1',
    runbook: { href: 'https://runbooks.example.com/api-5xx', host: 'runbooks.example.com' },
    owner: 'Payments',
    folder: 'Production/Team A',
    severity: 'critical',
    description: 'Checkout fails for customers\nSee https://wiki.example.com/checkout first.',
    since: Date.parse('2026-11-21T09:20:00Z'),
    link: {
      href: 'https://example.grafana.net/alerting/grafana/r-1/view',
      label: 'Open API 5xx in Grafana',
    },
    detail: {
      links: {
        folder: 'https://example.grafana.net/dashboards/f/prod',
        panel: 'https://example.grafana.net/d/svc-overview?viewPanel=3',
      },
    },
  });
  expect(item?.words).toEqual(
    expect.arrayContaining(['severity=critical', 'Production/Team A', 'api']),
  );
});

describe('a label is data', () => {
  const odd = golden.get('<b>Odd</b> [labels](javascript:1)');

  test('whatever its name is', () => {
    const { detail } = odd ?? {};
    expect(detail).toMatchObject({
      labels: [
        { name: '__proto__', value: 'polluted' },
        { name: 'constructor', value: 'x' },
        { name: 'severity', value: 'info' },
      ],
      instances: [{ labels: [{ name: '__proto__', value: 'instance' }] }],
    });
    expect(structuredClone(odd)).toEqual(odd);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test('a rule without an id is known by its place, and has no page', () => {
    expect(odd).toMatchObject({ link: undefined, owner: undefined });
    expect(odd?.key).toBe('rule ["General",null,"<b>Odd</b> [labels](javascript:1)"]');
  });
});

describe('a link', () => {
  test.each([
    undefined,
    '',
    'example.grafana.net.evil.example',
    'evil.example/.grafana.net',
    'a.b.grafana.net',
    'EXAMPLE.grafana.net',
    'example.grafana.net:443',
    'user@example.grafana.net',
    `${'a'.repeat(30)}.grafana.net`,
  ])('leads nowhere for the stack %s', (stack) => {
    const { link, detail } = itemOf({ dashboard: 'd' }, 'normal', stack);
    expect(link).toBeUndefined();
    expect(detail).toMatchObject({ links: {} });
  });

  test.each(['../x', 'a/b', 'a?b', 'a b', '', 'a'.repeat(41), '%2e'])(
    'leads nowhere for the id %s',
    (id) => {
      const item = itemOf(
        { uid: id, folder: { uid: id }, dashboard: id },
        'normal',
        's.grafana.net',
      );
      expect(item.link).toBeUndefined();
      expect(item.detail).toMatchObject({ links: {} });
    },
  );

  test.each([0, -1, 1.5, 1e300])('has no panel %s', (panel) => {
    const { detail } = itemOf({ dashboard: 'd', panel }, 'normal', 's.grafana.net');
    expect(detail).toMatchObject({ links: { panel: 'https://s.grafana.net/d/d' } });
  });
});

test.each(['http://x.example', 'javascript:alert(1)', 'https://u@x.example/', 'x'])(
  '%s is no runbook',
  (runbook) => {
    expect(itemOf({ runbook }).runbook).toBeUndefined();
  },
);

test('the first address of the description stands in for a runbook', () => {
  expect(itemOf({ description: 'See https://w.example/r.' }).runbook?.host).toBe('w.example');
});

test.each([
  ['team', { team: 'a', owner: 'b' }, 'a'],
  ['owner', { owner: 'b' }, 'b'],
  ['no label', {}, 'c'],
  ['an empty one', { team: '' }, 'c'],
])('the owner is that of %s', (_, labels, owner) => {
  expect(itemOf({ labels, description: 'Team: c' }).owner).toBe(owner);
});

test('each reason is one remark, and a word of tomorrow too', () => {
  const { badges, muted } = itemOf({ blind: ['stale', 'keep_last', 'eclipse', 'toString'] });
  expect(badges.map(({ label }) => label)).toEqual([
    'Not evaluated lately',
    'State kept',
    'Unknown word',
  ]);
  expect(muted).toBe(false);
  expect(itemOf({ blind: ['paused'] }).muted).toBe(true);
});

test.each<[string, object, string, string | undefined]>([
  ['a value that is no number', { value: '[ var=A ]' }, '1', undefined],
  ['an empty value', { value: '' }, '1', undefined],
  ['infinity', { value: '+Inf' }, '1', undefined],
  ['an exponent', { value: '1.23456e+01' }, '1', 'value 12.35'],
  ['a failing query', { reason: 'Error', value: '' }, '1', 'because its query fails'],
])('the evidence of %s is right', (_, instance, count, words) => {
  const item = itemOf(
    { counts: { firing: Number(count) }, instances: [{ state: 'firing', ...instance }] },
    'firing',
  );
  expect(item.evidence?.brief).toBe(words);
});

test('a state of tomorrow is named', () => {
  expect(itemOf({}, 'dozing')).toMatchObject({ standing: 'unknown', state: 'Unknown (dozing)' });
  expect(itemOf({}, '').state).toBe('Unknown');
  expect(itemOf({ blind: ['unknown_state'] }).state).toBe('Unknown');
});

test.each<[string, object]>([
  ['labels of another type', { labels: [] }],
  ['a label that is no text', { labels: { a: 1 } }],
  ['a count that is no number', { counts: { firing: '1' } }],
  ['a negative count', { counts: { firing: -1 } }],
  ['a reason that is no text', { blind: [1] }],
  ['no folder', { folder: null }],
])('a rule with %s is refused', (_, more) => {
  const [first] = rulesIn('rules');
  expect(() => parseRule(Object.assign({}, first, more))).toThrow(ShapeError);
});

test.each([
  ['B: 9.5e+00, C: 1e+00', 'B: 9.5, C: 1'],
  ['1.5e+03', '1,500'],
  ['[ no value ]', '[ no value ]'],
])('the values %s are readable', (value, words) => expect(readable(value)).toBe(words));
