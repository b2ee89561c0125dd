// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { fakeBackend, fakeContext } from '../../tests/fake-backend';
import { end } from '../../tests/records-fixture';
import { rule, rulesOf } from '../../tests/rules-fixture';
import { text } from '../text/en';
import type { Alerts } from '../wire/alerts';
import { App } from './app';
import { testOnlyForget } from './stream-memory';

afterEach(testOnlyForget);

const words = text.macro;
const filter: Alerts = { labels: [{ name: 'severity', op: '=', value: 'critical' }] };

/** show renders a macro with one source of rules, which gets these records. */
function show(alerts: Alerts, records: readonly object[], more: object = {}): void {
  const sources = [{ connection: 'c-2', alerts }];
  fakeContext({ space: { id: '42' }, config: { v: 1, sources, ...more } });
  fakeBackend(() => ({ status: 200, body: { records: [...records, end] } }));
  render(<App />);
}

describe('a filter that leaves some', () => {
  test.each([
    ['firing', 'alert', 'Its filters leave out 1 more, the worst of which is firing.'],
    ['normal', 'note', 'Its filters leave out 1 more, the worst of which is normal.'],
  ])('says that the worst of the others is %s', async (worst, role, words) => {
    const left = { count: 1, worst };
    show(filter, rulesOf([rule('r')], { narrowed: true, left }));
    const note = await screen.findByText(words);
    expect(note.closest(`[role=${role}]`)).toBeTruthy();
  });
});

test.each([
  [{ limit: 2 }, words.rules.limited(2)],
  [{}, words.narrower],
])('a cut of %j says what shows the others', async (alerts, reason) => {
  const rules = [rule('r', 'firing'), rule('s', 'firing')];
  show(alerts, rulesOf(rules, { truncated: true }));
  expect(await screen.findByText(reason, { exact: false })).toBeTruthy();
});

test.each(['table', 'cards'])('rules of one name in a %s have their folders', async (layout) => {
  const rules = [rule('a'), { ...rule('a'), uid: 'b', folder: { uid: 'l', title: 'Ledger' } }];
  show({ folders: ['l'] }, rulesOf(rules), { layout });
  expect(await screen.findByText('Ledger')).toBeTruthy();
  expect(screen.getByText('Production')).toBeTruthy();
  expect(screen.getAllByText(text.time.unknown)).toHaveLength(2);
  expect(screen.getByText('Filter: the folder “Ledger”.')).toBeTruthy();
});

test('a group counts what stands below it', async () => {
  const rules = Array.from({ length: 10 }, (_, at) => ({
    ...rule(`r${at}`, 'firing'),
    folder: { title: at < 4 ? 'Ledger' : 'Production' },
  }));
  show({}, rulesOf(rules), { groupBy: 'folder' });
  const [first, second] = await screen.findAllByRole('heading', { level: 2 });
  expect(screen.getAllByText('Ledger')).toHaveLength(1);
  expect(first?.textContent).toBe('Ledger 4 alarms');
  expect(second?.textContent).toBe('Production 3 of 6 alarms6 alarms');
});
