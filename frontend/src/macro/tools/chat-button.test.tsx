// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { rowOf } from '../../../tests/row-fixture';
import { ChatButton } from './chat-button';

const row = rowOf('ledger', { state: 'ALARM', arn: undefined });

test.each([
  ['Copied.', () => Promise.resolve()],
  ['The browser did not let Pagewatch copy.', () => Promise.reject(new Error('denied'))],
])('the button reports: %s', async (words, write) => {
  const user = userEvent.setup();
  const copied = vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(write);
  render(<ChatButton row={row} page="https://site.example/a" />);
  await user.click(screen.getByRole('button', { name: 'Copy for chat: ledger' }));
  expect(await screen.findByText(words)).toBe(screen.getByRole('status'));
  expect(copied).toHaveBeenCalledWith('`ledger` in alarm\nPage: https://site.example/a');
});
