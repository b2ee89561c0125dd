// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeContext } from '../../../tests/fake-backend';
import { bothSettings, savedStack, stackBackend, stacksOnly } from '../../../tests/stack-fixtures';
import { App } from '../../settings/app';
import { text } from '../../text/en';

const words = text.settings;
const { testing } = words;

const now = Date.parse('2026-11-29T12:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now });
  fakeContext({ space: { id: '42' } });
});
afterEach(() => void vi.useRealTimers());

describe('the list', () => {
  const rowOf = (name: string): string =>
    screen.getByRole('row', { name: new RegExp(`^${name}`) }).textContent;
  const after = (days: number): string =>
    new Date(now + days * 86_400_000).toISOString().slice(0, 10);
  const { expiry, columns } = words.stacks;

  test.each([
    [after(15), expiry.later(after(15))],
    [after(14), expiry.soon(14)],
    [after(1), expiry.soon(1)],
    [after(0), expiry.over],
    [after(-40), expiry.over],
  ])('shows a token that ends on %s', async (expires, sentence) => {
    stackBackend({ settings: { ...stacksOnly, connections: [{ ...savedStack, expires }] } });
    render(<App />);
    await screen.findByRole('table');
    expect(rowOf(savedStack.name)).toContain(sentence);
  });

  test('says that stacks are simulated', async () => {
    stackBackend({
      settings: { ...stacksOnly, grafana: { forbidBroadTokens: false, simulated: true } },
    });
    render(<App />);
    expect(await screen.findByText(words.stacks.simulation)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: /Remove/ }));
    const dialog = screen.getByRole('dialog');
    expect(dialog.textContent).toContain('example.grafana.net/org/serviceaccounts');
    expect(within(dialog).queryByRole('link')).toBeNull();
  });

  test('has the stack, the folders and the actions of each connection', async () => {
    const test = {
      at: '2026-11-20T10:00:00Z',
      outcome: 'passed',
      results: [{ step: 'rights', outcome: 'passed', notes: [{ code: 'grafana_token_broad' }] }],
    };
    const connections = [
      ...bothSettings.connections,
      { ...savedStack, id: 'g-2', name: 'B', test },
    ];
    stackBackend({ settings: { ...bothSettings, connections } });
    render(<App />);
    await screen.findByRole('columnheader', { name: columns.mixed.account });
    expect(rowOf(savedStack.name)).toContain('example.grafana.net');
    expect(rowOf(savedStack.name)).toContain('Sandbox');
    expect(rowOf(savedStack.name)).toContain(columns.stacks.fence);
    expect(rowOf(savedStack.name)).not.toContain(words.connections.columns.fence);
    expect(rowOf('B')).toContain(testing.stacks.notes.grafana_token_broad.short);
    const names = within(screen.getByRole('row', { name: /^B/ }))
      .getAllByRole('button')
      .map(({ textContent }) => textContent);
    expect(names.slice(0, 4)).toEqual(['Test', 'Edit', words.connections.renew, 'Remove']);
  });

  test('offers nothing but removal where the deployment offers no stacks', async () => {
    stackBackend({ settings: { ...bothSettings, grafana: undefined } });
    render(<App />);
    await screen.findByRole('table');
    expect(rowOf(savedStack.name)).toContain(words.connections.notOffered.word);
    expect(screen.queryByRole('button', { name: `Edit ${savedStack.name}` })).toBeNull();
    expect(screen.getByRole('button', { name: 'Edit Payments production' })).toBeTruthy();
  });
});
