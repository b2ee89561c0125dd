// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { Confirmation } from './confirmation';

test.each([
  ['awaits an answer', false, 1],
  ['is busy takes neither answer', true, 0],
])('a confirmation that %s', async (_, isBusy, times) => {
  const onNo = vi.fn();
  const onYes = vi.fn();
  const words = { ask: 'Sure?', no: 'No', yes: 'Yes' };
  const rest = { id: 'sure', words, breaks: null, isHarmless: true, problem: null };
  render(<Confirmation {...rest} isBusy={isBusy} onNo={onNo} onYes={onYes} />);
  await userEvent.click(screen.getByRole('button', { name: /^No/ }));
  await userEvent.click(screen.getByRole('button', { name: /^Yes/ }));
  expect(onNo).toHaveBeenCalledTimes(times);
  expect(onYes).toHaveBeenCalledTimes(times);
});
