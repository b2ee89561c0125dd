import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { standingOf } from '../cloudwatch/standing';
import { Fields } from '../wire/fields';
import { parseQuery } from '../wire/query';
import type { Standing } from './standing';
import { judge, type Received } from './verdict';

// The backend's test uses the same table.
const table: unknown = JSON.parse(readFileSync('../testdata/wire/verdicts.json', 'utf8'));
const cases = new Fields({ table }, 'file').list('table', (row) => new Fields(row, 'case'));

function received(value: unknown): Received {
  const source = new Fields(value, 'source');
  const alarms = listed(source, 'alarms').map((it) => {
    const alarm = new Fields(it, 'alarm');
    const standing = standingOf({
      state: alarm.string('state'),
      actionsOff: alarm.optionalBoolean('actionsOff'),
      suppressedBy: alarm.optionalString('suppressedBy'),
      evaluation: alarm.optionalString('evaluation'),
      warmingUp: alarm.optionalBoolean('warmingUp'),
      noData: alarm.optionalBoolean('noData'),
    });
    // The cases name an alarm only if its name matters.
    return { name: alarm.optionalString('name') ?? '', standing };
  });
  // A source has alarms, or records of another provider with their standings.
  const rules = listed(source, 'rules').map((it) => ({
    name: '',
    standing: standingIn(new Fields(it, 'rule').string('standing')),
  }));
  return {
    status: source.string('status'),
    code: source.optionalString('code'),
    truncated: source.boolean('truncated'),
    namePrefix: source.optionalString('namePrefix'),
    narrowed: source.optionalBoolean('narrowed') === true || source.raw('left') !== undefined,
    missing: source.optionalBoolean('missing'),
    needed: source.raw('rules') !== undefined,
    items: [...alarms, ...rules],
  };
}

function listed(source: Fields, name: string): unknown[] {
  return source.raw(name) === undefined ? [] : source.list(name, (it) => it);
}

const standings: readonly Standing[] = [
  'firing',
  'pending',
  'insufficient',
  'unevaluated',
  'doubtful',
  'ok',
];

function standingIn(word: string): Standing {
  return standings.find((it) => it === word) ?? 'unknown';
}

test('the table has cases', () => {
  expect(cases.length).toBeGreaterThanOrEqual(40);
});

test.each(cases.map((it) => [it.string('name'), it] as const))('%s', (_, it) => {
  expect(judge(parseQuery(it.raw('asked')), it.list('sources', received))).toEqual({
    verdict: it.string('verdict'),
    reason: it.string('reason'),
  });
});

test('an item is the one that was asked for by the name that its provider knows', () => {
  const item = { name: 'a⟨U+202E⟩b', alias: 'a\u202Eb', standing: 'ok' as const };
  const sources = [{ status: 'answered', truncated: false, items: [item] }];
  expect(judge({ names: ['a\u202Eb'] }, sources).reason).toBe('all-ok');
  expect(judge({ names: ['ab'] }, sources).reason).toBe('some-missing');
});
