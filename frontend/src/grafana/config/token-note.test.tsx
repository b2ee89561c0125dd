// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aws, grafana, open, stored } from '../../../tests/rules-form';
import { text } from '../../text/en';
import { rulesConfig } from '../../text/grafana/en-config';

const { soon, over } = rulesConfig.tokenEnds;
const now = Date.parse('2026-11-29T12:00:00Z');
const after = (days: number): string =>
  new Date(now + days * 86_400_000).toISOString().slice(0, 10);

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now }));
afterEach(() => void vi.useRealTimers());

/** note is what the chosen connection says below its field. */
async function note(): Promise<string | null | undefined> {
  const field = await screen.findByLabelText(text.config.connection);
  return document.getElementById(`${field.id}-help`)?.textContent.trim();
}

test.each([
  [15, ''],
  [14, soon(14)],
  [1, soon(1)],
  [0, over],
  [-40, over],
])('a token that ends in %d days', async (days, words) => {
  open(stored({}), { ...grafana, expires: after(days) });
  expect(await note()).toBe(words);
});

test('a reader’s answer names no day, and says nothing', async () => {
  open(stored({}), grafana);
  expect(await note()).toBeUndefined();
});

test('a connection that is not chosen says nothing', async () => {
  open({}, aws, { ...grafana, expires: after(1) });
  expect(await note()).toBe(text.config.connectionHelp);
});
