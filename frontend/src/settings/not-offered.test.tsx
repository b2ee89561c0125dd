// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeContext } from '../../tests/fake-backend';
import { settingsWithoutAccounts } from '../../tests/settings-fixtures';
import { button, paths, settingsBackend } from '../../tests/settings-page';
import { text } from '../text/en';
import { App } from './app';
import { NOT_OFFERED } from './not-offered';

const words = text.settings;
const empty = { ...settingsWithoutAccounts, connections: [] };

beforeEach(() => fakeContext({ space: { id: '42' } }));

/** expectNoLinking expects the sentence in place of the guide, and nothing that links an account. */
async function expectNoLinking(): Promise<void> {
  expect(await screen.findByText(words.notOffered)).toBeTruthy();
  expect(screen.queryByRole('form')).toBeNull();
  expect(screen.queryByRole('button', { name: words.connections.add })).toBeNull();
  expect(screen.queryByText(words.externalId.title)).toBeNull();
  expect(screen.queryByText(words.partition.aws)).toBeNull();
}

describe('a deployment that offers no accounts', () => {
  test('says so in place of the guide', async () => {
    settingsBackend({ settings: empty });
    render(<App />);
    await expectNoLinking();
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.queryAllByRole('button')).toEqual([]);
    expect(screen.getByRole('contentinfo').textContent).toBe(words.version('1.4.0'));
  });

  test('lists the saved connections, to be removed and nothing else', async () => {
    settingsBackend({ settings: settingsWithoutAccounts });
    render(<App />);
    await expectNoLinking();
    const rows = screen.getAllByRole('row').slice(1);
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      expect(row.textContent).toContain(words.connections.notOffered.word);
      expect(row.textContent).toContain(words.connections.notOffered.why);
      const names = within(row)
        .getAllByRole('button')
        .map(({ textContent }) => textContent);
      expect(names.filter((name) => name !== words.copy.copy)).toEqual([words.connections.remove]);
    }
    expect(rows[0]?.textContent).toContain('eu-central-1');
    expect(screen.queryByText(words.connections.untested)).toBeNull();
  });

  test('removes one, and the focus is never lost', async () => {
    let removed = false;
    const calls = settingsBackend({
      settings: settingsWithoutAccounts,
      refuse: ({ method }) => {
        if (method === 'GET' && removed) return { status: 200, body: empty };
        removed ||= method === 'DELETE';
        return undefined;
      },
    });
    render(<App />);
    const remove = 'Remove Payments production';
    await userEvent.click(await screen.findByRole('button', { name: remove }));
    await userEvent.click(button(words.removal.no));
    expect(document.activeElement).toBe(button(remove));
    await userEvent.click(button(remove));
    await userEvent.click(button(words.removal.yes));
    const dismiss = await screen.findByRole('button', { name: /^Dismiss/ });
    expect(paths(calls)).toContain('DELETE /v1/connections/c-1?spaceId=42');
    expect(document.activeElement?.id).toBe('notice');
    await expectNoLinking();
    await userEvent.click(dismiss);
    expect(document.activeElement?.id).toBe(NOT_OFFERED);
  });
});

test('a deployment that stops to offer accounts meanwhile ends a test', async () => {
  const error = {
    code: 'not_offered',
    message: 'This Pagewatch does not offer this kind of connection.',
    hint: 'Ask the people who run Pagewatch.',
  };
  let off = false;
  const calls = settingsBackend({
    refuse: ({ method, path }) => {
      if (path === '/v1/connections/test') {
        off = true;
        return { status: 403, body: { error } };
      }
      return off && method === 'GET' ? { status: 200, body: settingsWithoutAccounts } : undefined;
    },
  });
  render(<App />);
  await userEvent.click(await screen.findByRole('button', { name: 'Test Old keys' }));
  await expectNoLinking();
  expect(paths(calls).filter((path) => path === 'POST /v1/connections/test')).toHaveLength(1);
  expect(screen.queryByText(words.testing.of('Old keys'))).toBeNull();
});
