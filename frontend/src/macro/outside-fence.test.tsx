// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBackend, fakeContext, type Call } from '../../tests/fake-backend';
import { config } from '../../tests/view-fixtures';
import { text } from '../text/en';
import { App } from './app';
import { testOnlyForget } from './stream-memory';

const words = text.macro;

// The backend's tests write this answer: one source outside its fence, and one that is OK.
const records = readFileSync('../testdata/wire/outside-fence.ndjson', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line): unknown => JSON.parse(line));

const sources = [
  { connection: 'c-logistics', region: 'eu-west-2' },
  { connection: 'c-payments', region: 'eu-central-1' },
];

let calls: Call[];
beforeEach(() => {
  calls = fakeBackend(() => ({ status: 200, body: { records } }));
});
afterEach(testOnlyForget);

function show(layout: string): void {
  fakeContext({ space: { id: '42' }, config: { ...config, sources, namePrefix: '', layout } });
  render(<App />);
}

const verdict = (): string | null | undefined =>
  document.querySelector('[data-verdict]')?.getAttribute('data-verdict');

test.each(['table', 'cards'])('a source outside its fence fails itself: %s', async (layout) => {
  show(layout);
  expect(await screen.findByRole('button', { name: 'checkout-5xx' })).toBeTruthy();
  const note = screen.getByRole('note');
  expect(note.textContent).toMatch(/^Logistics, /);
  expect(note.textContent).toContain('This connection does not show the Region "eu-west-2".');
  expect(note.textContent).toContain('A space admin decides what a connection shows');
  expect(screen.getByText(words.notAll(1, 2))).toBeTruthy();
  expect(verdict()).toBe('unknown');
  expect(screen.getByText(words.headlines['no-answer'](1))).toBeTruthy();
});

test('trying that source again is not offered, and refreshing the whole is', async () => {
  show('table');
  await screen.findByRole('button', { name: 'checkout-5xx' });
  expect(screen.queryByRole('button', { name: new RegExp(`^${words.retry}`) })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: words.refresh }));
  expect(calls.map(({ body }) => body?.sources)).toEqual([sources, sources]);
});

test.each(['strip', 'badge'])('is never OK and says why: %s', async (layout) => {
  show(layout);
  const readable = (): string =>
    document.querySelector('button[data-verdict]')?.getAttribute('aria-label') ??
    document.body.textContent;
  await vi.waitFor(() => expect(readable()).toContain(words.headlines['no-answer'](1)));
  expect(verdict()).toBe('unknown');
  expect(readable()).toContain('does not show the Region');
});
