import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseAlerts } from '../../wire/alerts';
import { Fields } from '../../wire/fields';
import { faultsIn, type Fault } from './check';

// The cases of both sides.
const path = '../../../../testdata/wire/alerts-queries.json';
const rows: unknown = JSON.parse(
  readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8'),
);
const golden = new Fields({ rows }, 'golden').list('rows', (value) => {
  const row = new Fields(value, 'row');
  return {
    name: row.string('name'),
    query: parseAlerts(row.raw('query')),
    field: row.optionalString('field'),
  };
});

const nameOf = (fault: Fault): string =>
  'label' in fault ? `labels[${fault.label}].${fault.field}` : fault.field;

describe('a selection of rules', () => {
  test.each(golden.map((row): [string, (typeof golden)[0]] => [row.name, row]))(
    '%s',
    (_, { query, field }) => {
      expect(faultsIn(query).map(nameOf)).toEqual(field === undefined ? [] : [field]);
    },
  );
});
