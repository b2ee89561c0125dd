import { expect, test } from 'vitest';
import { header, itemsOf, type Given } from '../../tests/records-fixture';
import { isDemoted, lookOfRow, rowsOf } from './rows';

const day = 24 * 60 * 60 * 1000;
const asOf = 31 * day;
const asked = { connection: 'c-1', region: 'eu-central-1' };

test.each<[Partial<Exclude<Given, string>>, boolean, string]>([
  [{ state: 'ALARM', since: 0 }, true, 'neutral triangle'],
  [{ state: 'INSUFFICIENT_DATA', since: 0 }, true, 'neutral dashed'],
  [{ state: 'SNOOZED', since: 0 }, true, 'neutral diamond'],
  [{ state: 'ALARM', since: day }, false, 'danger triangle'],
  [{ state: 'ALARM' }, false, 'danger triangle'],
  [{ state: 'ALARM', actionsOff: true }, true, 'neutral triangle'],
  [{ state: 'ALARM', suppressedBy: 'Alarm' }, true, 'neutral triangle'],
  [{ state: 'ALARM', noActions: true }, false, 'danger triangle'],
  [{ state: 'OK', since: 0 }, false, 'success check'],
  [{ state: 'OK', actionsOff: true }, false, 'caution hollow'],
])('%j is demoted: %s', (more, demoted, look) => {
  const source = {
    asked,
    status: 'answered',
    header: header(0, { asOf }),
    items: itemsOf({ name: 'a', ...more }),
  } as const;
  const [row] = rowsOf([source], new Map());
  if (!row) throw new Error('no row');
  const { tone, shape } = lookOfRow(row);
  expect([isDemoted(row), `${tone} ${shape}`]).toEqual([demoted, look]);
});
