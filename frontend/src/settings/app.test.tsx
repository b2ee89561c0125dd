// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBackend, fakeContext } from '../../tests/fake-backend';
import { button, denied, paths, settingsBackend } from '../../tests/settings-page';
import { text } from '../text/en';
import { App } from './app';

const words = text.settings;

beforeEach(() => fakeContext({ space: { id: '42' } }));

describe('the settings', () => {
  test('show what AWS needs to know and copy it', async () => {
    settingsBackend();
    const user = userEvent.setup();
    render(<App />);
    await user.click(await screen.findByRole('button', { name: words.copy.label(words.trust.externalId) }));
    expect(await navigator.clipboard.readText()).toBe('pw-site-space');
    expect(await screen.findByText(words.copy.done(words.trust.externalId))).toBeTruthy();
  });

  test('say so when the browser copies nothing', async () => {
    settingsBackend();
    const user = userEvent.setup();
    render(<App />);
    const copy = await screen.findByRole('button', { name: words.copy.label(words.trust.trustPolicy) });
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('denied'));
    await user.click(copy);
    expect(await screen.findByText(words.copy.failed)).toBeTruthy();
  });

  test('tell somebody who is not an admin, in the words of the backend', async () => {
    const error = {
      code: 'not_admin',
      message: 'Only an admin of this space can see this page.',
      requestId: 'r-3',
    };
    fakeBackend(() => ({ status: 403, body: { error } }));
    render(<App />);
    expect((await screen.findByRole('alert')).textContent).toContain(error.message);
  });

  test('list the linked accounts; one that was interrupted can only be removed', async () => {
    settingsBackend();
    render(<App />);
    const [, first, second] = within(await screen.findByRole('table')).getAllByRole('row');
    expect(first?.textContent).toContain('Europe (Frankfurt)');
    expect(
      within(first ?? document.body).getByTitle('arn:aws:iam::111122223333:role/pagewatch-alarms')
        .textContent,
    ).toBe('pagewatch-alarms');
    expect(
      within(first ?? document.body)
        .getAllByRole('button')
        .map((it) => it.textContent),
    ).toEqual(['Copy', 'Test', 'Edit', 'Remove']);
    expect(
      within(second ?? document.body)
        .getAllByRole('button')
        .map((it) => it.textContent),
    ).toEqual(['Remove']);
  });
});

describe('a linked account', () => {
  test('is tested as it is stored', async () => {
    const asked = settingsBackend({ failing: 'us-east-1' });
    const user = userEvent.setup();
    render(<App />);
    await user.click(await screen.findByRole('button', { name: 'Test Payments production' }));
    expect(await screen.findByText(denied.hint)).toBeTruthy();
    expect(asked.slice(1).map(({ body }) => body)).toEqual([
      { spaceId: '42', id: 'c-1', region: 'eu-central-1' },
      { spaceId: '42', id: 'c-1', region: 'us-east-1' },
    ]);
    await user.click(button(words.test.close));
    expect(document.activeElement).toBe(button('Test Payments production'));
  });

  test('is renamed without a test', async () => {
    const asked = settingsBackend();
    const user = userEvent.setup();
    render(<App />);
    await user.click(await screen.findByRole('button', { name: 'Edit Payments production' }));
    await user.type(screen.getByLabelText(words.form.name), ' EU');
    await user.click(button(words.form.save));
    expect(await screen.findByText(words.saved('Payments production EU'))).toBeTruthy();
    expect(asked[1]).toEqual({
      method: 'PATCH',
      path: '/v1/connections/c-1',
      body: { spaceId: '42', connection: { name: 'Payments production EU' } },
    });
  });

  test('is removed after a question, and the receipt is shown', async () => {
    const asked = settingsBackend();
    const user = userEvent.setup();
    render(<App />);
    await user.click(await screen.findByRole('button', { name: 'Remove Payments production' }));
    expect(screen.getByText(words.removal.what)).toBeTruthy();
    await user.click(button(words.removal.no));
    expect(asked).toHaveLength(1);
    await user.click(button('Remove Payments production'));
    await user.click(button(words.removal.yes));
    const receipt = words.removal.receipt('Payments production', 'its credentials and its description');
    expect(await screen.findByText(receipt)).toBeTruthy();
    expect(paths(asked)).toContain('DELETE /v1/connections/c-1?spaceId=42');
  });

  test('stays when it could not be removed', async () => {
    const error = { code: 'store_unavailable', message: 'The store does not answer.' };
    settingsBackend({
      refuse: ({ method }) => (method === 'DELETE' ? { status: 503, body: { error } } : undefined),
    });
    const user = userEvent.setup();
    render(<App />);
    await user.click(await screen.findByRole('button', { name: 'Remove Payments production' }));
    await user.click(button(words.removal.yes));
    expect(await screen.findByText(error.message)).toBeTruthy();
    expect(button('Edit Payments production')).toBeTruthy();
  });
});
