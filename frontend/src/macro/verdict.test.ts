import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Fields } from '../wire/fields';
import { parseQuery } from '../wire/query';
import { judge, type Heard } from './verdict';

// The backend's verdict is tested with the same table.
const table: unknown = JSON.parse(readFileSync('../testdata/wire/verdicts.json', 'utf8'));
const cases = new Fields({ table }, 'file').list('table', (row) => new Fields(row, 'case'));

function heard(value: unknown): Heard {
  const source = new Fields(value, 'source');
  const alarms = source.list('alarms', (it) => {
    const alarm = new Fields(it, 'alarm');
    return {
      // The cases name an alarm only where its name matters.
      name: alarm.optionalString('name') ?? '',
      state: alarm.string('state'),
      actionsOff: alarm.optionalBoolean('actionsOff'),
      suppressedBy: alarm.optionalString('suppressedBy'),
      evaluation: alarm.optionalString('evaluation'),
      warmingUp: alarm.optionalBoolean('warmingUp'),
    };
  });
  return {
    status: source.string('status'),
    code: source.optionalString('code'),
    truncated: source.boolean('truncated'),
    namePrefix: source.optionalString('namePrefix'),
    alarms,
  };
}

test('there are cases', () => {
  expect(cases.length).toBeGreaterThanOrEqual(40);
});

test.each(cases.map((it) => [it.string('name'), it] as const))('%s', (_, it) => {
  expect(judge(parseQuery(it.raw('asked')), it.list('sources', heard))).toEqual({
    verdict: it.string('verdict'),
    reason: it.string('reason'),
  });
});
