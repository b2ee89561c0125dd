// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { fakeContext } from '../../tests/fake-backend';
import { wireSettings } from '../../tests/settings-fixtures';
import { button, paths, settingsBackend } from '../../tests/settings-page';
import { text } from '../text/en';
import { App } from './app';

const words = text.settings;

beforeEach(() => fakeContext({ space: { id: '42' } }));

const buttonsOf = (row: HTMLElement | undefined): (string | null)[] =>
  within(row ?? document.body)
    .queryAllByRole('button')
    .map(({ textContent }) => textContent);

const tomorrow = {
  id: 'c-7',
  name: 'Dashboards',
  kind: 'tomorrow',
  regions: null,
  status: 'ready',
};
const broken = { id: 'c-8', name: 'Broken', kind: 'aws-role', status: 'ready' };
const damaged = { id: 'c-9', name: '', kind: '', regions: [], namePrefixes: [], status: 'damaged' };
const nameless = { kind: 'tomorrow' };

test('shows an unknown connection that can only be removed', async () => {
  const connections = [...wireSettings.connections, tomorrow, broken, damaged, nameless];
  const calls = settingsBackend({ settings: { ...wireSettings, connections } });
  render(<App />);
  const table = within(await screen.findByRole('table'));
  const [, first, , , unknown, unreadable, unopened, unnamed] = table.getAllByRole('row');
  expect(buttonsOf(first)).toContain('Test');
  expect(unknown?.textContent).toContain('Dashboards');
  expect(unknown?.textContent).toContain(words.connections.unknown.kind.why);
  expect(unreadable?.textContent).toContain(words.connections.unknown.shape.why);
  expect(unopened?.textContent).toContain(words.connections.unknown.damaged.why);
  for (const row of [unknown, unreadable, unopened]) expect(buttonsOf(row)).toEqual(['Remove']);
  expect(unnamed?.textContent).toContain(words.connections.unnamed);
  expect(buttonsOf(unnamed)).toEqual([]);
  expect(unknown?.textContent).not.toContain(words.connections.kinds['aws-role']);
  await userEvent.click(button('Remove Dashboards'));
  const dialog = screen.getByRole('dialog').textContent;
  expect(dialog).toContain(words.removal.stays.unknown);
  expect(dialog).not.toContain(words.removal.shows(''));
  await userEvent.click(button(words.removal.yes));
  expect(
    await screen.findByText(/Erased: its secret, its settings and its last test/),
  ).toBeTruthy();
  expect(paths(calls)).toContain('DELETE /v1/connections/c-7?spaceId=42');
});
