// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeContext, type Reply } from '../../../tests/fake-backend';
import { emptySettings, wireSettings } from '../../../tests/settings-fixtures';
import { button, fillForm, isDisabled, paths, settingsBackend } from '../../../tests/settings-page';
import { App } from '../../settings/app';
import { text } from '../../text/en';

const { connections, externalId: words } = text.settings;
const path = '/v1/settings/external-id';

beforeEach(() => fakeContext({ space: { id: '42' } }));

/** ask opens the confirmation. */
async function ask(): Promise<UserEvent> {
  const user = userEvent.setup();
  render(<App />);
  await user.click(await screen.findByRole('button', { name: words.issue }));
  return user;
}

/** answering sets the reply to a re-issue. */
function answering(reply: Reply): Parameters<typeof settingsBackend>[0] {
  return { refuse: (call) => (call.path === path ? reply : undefined) };
}

const renewed = {
  ...wireSettings,
  externalId: 'pw-site-new',
  connections: wireSettings.connections.map((connection) => ({ ...connection, test: undefined })),
};

describe('a new External ID', () => {
  test('is issued only after confirmation', async () => {
    const calls = settingsBackend(answering({ status: 200, body: renewed }));
    const user = await ask();
    const dialog = screen.getByRole('alertdialog');
    expect(dialog.textContent).toContain(words.breaks);
    expect(dialog.textContent).toContain('Payments production');
    expect(dialog.textContent).not.toContain('Old keys');
    expect(document.activeElement).toBe(button(words.no));
    expect(isDisabled(words.yes)).toBe(true);
    await user.click(screen.getByLabelText(words.confirm));
    await user.click(button(words.yes));
    expect(await screen.findByText(`${words.done} ${words.next}`)).toBeTruthy();
    expect(calls[1]).toEqual({
      method: 'POST',
      path,
      body: { spaceId: '42', current: 'pw-site-space' },
    });
    expect(screen.getByText(connections.untestedSince['aws-role'])).toBeTruthy();
    expect(document.body.textContent).toContain('pw-site-new');
    expect(document.activeElement).toBe(button(words.issue));
  });

  test('is not issued after cancelling', async () => {
    const calls = settingsBackend();
    const user = await ask();
    await user.click(button(words.no));
    expect(calls).toHaveLength(1);
    expect(document.activeElement).toBe(button(words.issue));
  });

  test('keeps the input of an open form, but not its proof', async () => {
    settingsBackend(answering({ status: 200, body: renewed }));
    render(<App />);
    const user = await fillForm();
    await user.click(button(text.settings.testing.test));
    await screen.findByText(text.settings.testing.passed['aws-role']);
    await user.click(button(words.issue));
    await user.click(screen.getByLabelText(words.confirm));
    await user.click(button(words.yes));
    await screen.findByText(`${words.done} ${words.next}`);
    expect(screen.getByDisplayValue('Staging')).toBeTruthy();
    expect(screen.queryByRole('button', { name: text.settings.form.saveNew })).toBeNull();
  });

  test('is not offered where no role is linked', async () => {
    settingsBackend({ settings: emptySettings });
    render(<App />);
    expect(await screen.findByRole('group', { name: words.value })).toBeTruthy();
    expect(screen.queryByRole('button', { name: words.issue })).toBeNull();
  });

  test('may break a connection that the page does not know', async () => {
    const connections = [{ id: 'c-7', name: 'Dashboards', kind: 'tomorrow', status: 'ready' }];
    settingsBackend({ settings: { ...wireSettings, connections } });
    await ask();
    const dialog = screen.getByRole('alertdialog');
    expect(dialog.textContent).toContain(words.unknown);
    expect(dialog.textContent).toContain('Dashboards');
    expect(dialog.textContent).not.toContain(words.concerned);
    expect(isDisabled(words.yes)).toBe(true);
  });

  test('issued by another admin is loaded', async () => {
    const error = { code: 'conflict', message: 'It is not the current one.' };
    const calls = settingsBackend(answering({ status: 409, body: { error } }));
    const user = await ask();
    await user.click(screen.getByLabelText(words.confirm));
    await user.click(button(words.yes));
    expect(await screen.findByText(words.conflict)).toBeTruthy();
    expect(paths(calls).at(-1)).toBe('GET /v1/settings?spaceId=42');
  });

  test('that could not be issued shows its error in place', async () => {
    const error = {
      code: 'store_unavailable',
      message: 'The store does not answer.',
      requestId: 'r-7',
    };
    settingsBackend(answering({ status: 503, body: { error } }));
    const user = await ask();
    await user.click(screen.getByLabelText(words.confirm));
    await user.click(button(words.yes));
    expect(await screen.findByText(error.message)).toBeTruthy();
    expect(screen.getByText('r-7')).toBeTruthy();
    expect(isDisabled(words.yes)).toBe(false);
  });
});
