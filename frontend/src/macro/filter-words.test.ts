import { describe, expect, test } from 'vitest';
import type { Query } from '../wire/query';
import type { SourceRecord } from '../wire/records';
import { begin } from './model';
import { askedWords, emptyWords, filterWords, widenedWords } from './filter-words';

const firingOnly = true;

test.each<[Query, string]>([
  [{}, ''],
  [{ namePrefix: '' }, ''],
  [{ kinds: ['metric', 'composite', 'log'] }, ''],
  [{ namePrefix: 'a-', kinds: ['log'] }, 'names that begin with “a-”; only log alarms'],
  [
    { names: ['a', 'b'], actionPrefix: 'arn:aws:sns:' },
    'one of 2 exact names; actions that begin with “arn:aws:sns:”',
  ],
  [{ namePrefix: 'a-', firingOnly }, 'names that begin with “a-”; only those in alarm'],
  [{ withoutAutoScaling: false }, ''],
  [{ withoutAutoScaling: true, kinds: ['log'] }, 'only log alarms; without Auto Scaling alarms'],
])('%j selects only: %s', (query, words) => {
  expect(filterWords(query)).toBe(words);
});

test.each<[Query, string]>([
  [{}, 'There are no alarms here.'],
  [{ namePrefix: 'a-' }, 'No alarm matches: names that begin with “a-”.'],
  [{ withoutAutoScaling: true }, 'No alarm matches: without Auto Scaling alarms.'],
  [{ firingOnly }, 'None in alarm. Whether alarms exist here was not asked.'],
  [
    { firingOnly, namePrefix: 'a-' },
    'No alarm is in alarm among names that begin with “a-”. Whether such alarms exist here was not asked.',
  ],
  [
    { firingOnly, names: ['x'], kinds: ['metric', 'log'], actionPrefix: 'arn:aws:sns:' },
    'No alarm is in alarm among the name “x”; only metric and log alarms; actions that begin with “arn:aws:sns:”. Whether such alarms exist here was not asked.',
  ],
])('an empty answer to %j: %s', (query, words) => {
  expect(emptyWords(query, {})).toBe(words);
});

const header: SourceRecord = {
  type: 'source',
  source: 0,
  name: 'Payments',
  region: '',
  asOf: 0,
  count: 0,
  truncated: false,
  namePrefix: 'pay-',
};

test('a fence of one prefix is a filter, and the prefix of a query is narrower', () => {
  expect(emptyWords({}, { header })).toContain('“pay-”');
  expect(emptyWords({ firingOnly }, { header })).toContain('“pay-”');
  expect(emptyWords({ namePrefix: 'pay-a' }, { header })).toContain('“pay-a”');
});

test('a view names the filters of its author and of the fence of all its sources', () => {
  const sources = ['eu-central-1', 'eu-west-1'].map((region) => ({ connection: 'c-1', region }));
  const open = begin(sources);
  const fenced = open.map((source) => ({ ...source, header }));
  expect(askedWords({}, open)).toBe('');
  expect(askedWords({ namePrefix: 'a-' }, open)).toBe('Filter: names that begin with “a-”.');
  expect(askedWords({}, fenced)).toContain('“pay-”');
  expect(askedWords({ namePrefix: 'pay-a' }, fenced)).not.toContain('“pay-”');
  expect(askedWords({ names: ['pay-x'] }, fenced)).toBe('Filter: the name “pay-x”.');
  expect(askedWords({}, open, ['OK', 'INSUFFICIENT_DATA', 'ALARM'])).toBe('');
  expect(askedWords({}, open, ['ALARM'])).toBe('Filter: only the state “In alarm”.');
  expect(askedWords({ namePrefix: 'a-' }, open, ['OK', 'ALARM'])).toBe(
    'Filter: names that begin with “a-”; only the states “In alarm” and “OK”.',
  );
  expect(askedWords({}, [...fenced.slice(0, 1), ...open.slice(1)])).toBe('');
});

describe('the filters of a view with rules', () => {
  const alerts = {
    folders: ['a', 'b'],
    dashboard: 'd',
    panel: 2,
    labels: [{ name: 'team', op: '=~', value: 'pay.*' }],
    states: ['firing', 'nodata'],
  };
  const own = '2 folders; one panel; team =~ “pay.*”; only rules that are firing and without data';

  test('are those of its source, without the query', () => {
    const view = begin([{ connection: 'c-1', alerts }]);
    expect(askedWords({ namePrefix: 'a-' }, view)).toBe(`Filter: ${own}.`);
  });

  test('name the source among several', () => {
    const sources = [
      { connection: 'c-1', alerts },
      { connection: 'c-2', region: 'eu-central-1' },
      { connection: 'c-3', alerts: {} },
    ];
    expect(askedWords({ namePrefix: 'a-' }, begin(sources))).toBe(
      `Filter: names that begin with “a-”; Connection: ${own}.`,
    );
    expect(askedWords({}, begin(sources.slice(1)))).toBe('');
  });

  test('can be left out, but for folders and panels', () => {
    const sources = [
      { connection: 'c-1', alerts },
      { connection: 'c-3', alerts: { labels: alerts.labels } },
    ];
    expect(widenedWords({ namePrefix: 'a-' }, sources)).toBe(
      'names that begin with “a-”; team =~ “pay.*”; only rules that are firing and without data',
    );
    expect(widenedWords({}, [{ connection: 'c-1', alerts: { folders: ['a'] } }])).toBe('');
  });

  test.each([
    [{}, undefined, 'There are no alert rules here.'],
    [{ folders: ['a'] }, undefined, 'No alert rule matches: one folder.'],
    [
      { states: ['firing'] },
      { count: 1, worst: 'normal' },
      '1 rule here, none matches; the worst is normal. Filter: only rules that are firing.',
    ],
    [
      { states: ['firing'] },
      { count: 2, worst: 'toString' },
      '2 rules here, none match; the worst is in a state not known. Filter: only rules that are firing.',
    ],
  ])('explain an empty answer to %j with %j left out', (only, left, words) => {
    const withLeft = { ...header, left };
    expect(emptyWords({}, { header: withLeft, asked: { connection: 'c-1', alerts: only } })).toBe(
      words,
    );
  });
});
