// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeContext } from '../../tests/fake-backend';
import { wireSettings } from '../../tests/settings-fixtures';
import { button, settingsBackend } from '../../tests/settings-page';
import { text } from '../text/en';
import { App } from './app';

const words = text.settings;
const label = words.receipts.of('Payments production');

interface File {
  name: string;
  text: string;
}

/** downloads records the downloaded files: jsdom has neither blob URLs nor downloads. */
function downloads(): File[] {
  const files: File[] = [];
  let text = '';
  const create = function (this: unknown, [part]: string[]): void {
    text = part ?? '';
  };
  vi.stubGlobal('Blob', vi.fn(create));
  URL.createObjectURL = () => 'blob:made';
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    files.push({ name: this.download, text });
  });
  return files;
}

beforeEach(() => fakeContext({ space: { id: '42' } }));

describe('a receipt', () => {
  test('of a test is downloaded unchanged', async () => {
    const files = downloads();
    const calls = settingsBackend();
    render(<App />);
    await userEvent.click(await screen.findByRole('button', { name: label }));
    await vi.waitFor(() => expect(files).toHaveLength(1));
    expect(calls.at(-1)?.path).toBe('/v1/connections/c-1/receipt?spaceId=42');
    expect(files[0]?.name).toBe('pagewatch-test-payments-production-2026-11-20.json');
    expect(JSON.parse(files[0]?.text ?? '')).toEqual({
      receipt: { connection: 'c-1' },
      signature: { algorithm: 'Ed25519', key: 'k', value: 'v' },
    });
  });

  test('that is not available shows its error', async () => {
    const error = { code: 'no_receipt', message: 'There is no receipt.', hint: 'Test it.' };
    settingsBackend({
      refuse: ({ path }) =>
        path.includes('/receipt') ? { status: 404, body: { error } } : undefined,
    });
    render(<App />);
    await userEvent.click(await screen.findByRole('button', { name: label }));
    expect(await screen.findByText(error.message)).toBeTruthy();
  });

  test('is not available if the operator signs none', async () => {
    settingsBackend({ settings: { ...wireSettings, receipts: false } });
    render(<App />);
    await screen.findByRole('table');
    expect(screen.queryByRole('button', { name: label })).toBeNull();
  });

  test('of a removal stays until it is dismissed', async () => {
    settingsBackend();
    render(<App />);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove Payments production' }),
    );
    await userEvent.click(button(words.removal.yes));
    await screen.findByText(words.receipts.onlyNow);
    await userEvent.click(button('Remove Old keys'));
    expect(screen.getByText(words.receipts.onlyNow)).toBeTruthy();
    await userEvent.click(button(words.receipts.dismissOf('Payments production')));
    expect(screen.queryByText(words.receipts.onlyNow)).toBeNull();
    expect(document.activeElement).toBe(button(words.connections.add));
  });

  test('of a removal is available with the news', async () => {
    const files = downloads();
    settingsBackend();
    render(<App />);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove Payments production' }),
    );
    await userEvent.click(button(words.removal.yes));
    await userEvent.click(await screen.findByRole('button', { name: words.receipts.removal }));
    expect(files[0]?.name).toMatch(/^pagewatch-removal-payments-production-\d{4}-\d\d-\d\d\.json$/);
    expect(JSON.parse(files[0]?.text ?? '')).toEqual({ erased: true });
  });
});

test('a ready-made text is downloaded under its own name', async () => {
  const files = downloads();
  settingsBackend();
  render(<App />);
  await userEvent.click(await screen.findByRole('button', { name: words.connections.add }));
  const { role } = words.guide;
  await userEvent.click(button(role.downloadOf(role.files.cloudformation)));
  expect(files).toEqual([{ name: 'pagewatch-role.yaml', text: 'Resources: {}\n' }]);
});
