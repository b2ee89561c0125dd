// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { fakeBackend, fakeContext } from '../../tests/fake-backend';
import { end } from '../../tests/records-fixture';
import { rule, rulesOf } from '../../tests/rules-fixture';
import { App } from './app';
import { testOnlyForget } from './stream-memory';

afterEach(testOnlyForget);

const sources = [{ connection: 'c-2', alerts: {} }];

function answer(...records: object[]): void {
  fakeBackend(() => ({ status: 200, body: { records: [...records, end] } }));
}

test('a strip names what is pending', async () => {
  fakeContext({ space: { id: '42' }, config: { v: 1, sources, layout: 'strip' } });
  answer(...rulesOf([rule('slow', 'pending'), rule('fine')]));
  render(<App />);
  expect(await screen.findByText('slow')).toBeTruthy();
  expect(screen.queryByText('fine')).toBeNull();
});

test('the badge counts what is pending in few words', async () => {
  fakeContext({ space: { id: '42' }, config: { v: 1, sources } });
  answer(...rulesOf([rule('r', 'pending'), rule('s', 'pending')]));
  render(<App inline />);
  const badge = await screen.findByRole('button', { name: /2 pending\. None in alarm/ });
  expect(badge.dataset).toMatchObject({ verdict: 'pending', tone: 'information' });
});
