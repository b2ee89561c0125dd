// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { fakeBackend, fakeContext, type Reply } from '../../../tests/fake-backend';
import { config, inline } from '../../../tests/view-fixtures';
import { App } from '../app';
import { rememberRefusal, testOnlyForget } from '../stream-memory';

afterEach(testOnlyForget);
afterEach(() => void vi.useRealTimers());

/** refuse renders a macro on two sources, of which every call is refused. */
function refuse(status: number, code: string, more: object = {}): void {
  fakeContext({ space: { id: '42' }, config: { ...config, ...more } });
  const error = { code, message: 'No such space.', hint: 'Ask an admin.', requestId: 'r-9' };
  fakeBackend(() => ({ status, body: { error } }));
  render(<App />);
}
const tone = (): string | undefined =>
  document.querySelector<HTMLElement>('[data-verdict="unknown"]')?.dataset.tone;

const codes = [
  [401, 'unauthenticated'],
  [403, 'not_admin'],
  [403, 'confluence_refused'],
  [403, 'licence_inactive'],
  [404, 'not_found'],
  [404, 'not_offered'],
] as const;

test.each(codes)(
  'a view refused with %d %s is one grey line, and nothing to press',
  async (...of) => {
    refuse(...of);
    const line = await screen.findByRole('note');
    expect(line.textContent).toBe('Live alarms: No such space. Ask an admin.');
    expect(tone()).toBe('neutral');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.queryAllByRole('button')).toHaveLength(0);
    expect(screen.getByRole('region').textContent).toBe(line.textContent);
  },
);

test('a reader without an account is asked to sign in, under the title of the macro', async () => {
  refuse(401, 'no_user', { title: 'Checkout' });
  expect((await screen.findByRole('note')).textContent).toBe('Checkout: sign in to see them');
  expect(screen.getByRole('region', { name: 'Checkout' })).toBeTruthy();
});

test.each(['brief', 'table', 'cards', 'strip'])('a %s is the same line', async (layout) => {
  refuse(401, 'no_user', { layout });
  expect((await screen.findByRole('note')).textContent).toBe('Live alarms: sign in to see them');
  expect(screen.queryAllByRole('button')).toHaveLength(0);
});

test('without a stream every source is refused, in one line', async () => {
  rememberRefusal();
  refuse(401, 'no_user');
  expect(await screen.findAllByRole('note')).toHaveLength(1);
  expect(tone()).toBe('neutral');
});

test('another failure of the whole is amber, and can be tried again', async () => {
  refuse(503, 'busy');
  await screen.findAllByRole('alert');
  expect(tone()).toBe('caution');
  expect(screen.getAllByRole('button', { name: /^Try again/ }).length).toBeGreaterThan(0);
});

test('a refusal takes the rows away, and the next answer brings them back', async () => {
  const alarm = { name: 'a', kind: 'metric', state: 'ALARM' };
  const fine: Reply = { status: 200, body: inline('eu-central-1', alarm) };
  const refused: Reply = {
    status: 404,
    body: { error: { code: 'not_found', message: 'No such space.' } },
  };
  const answers = [fine, refused];
  fakeContext({ config: { ...config, sources: config.sources.slice(0, 1), refresh: 30 } });
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  fakeBackend(() => answers.shift() ?? fine);
  render(<App />);
  await expect.poll(() => screen.queryByRole('button', { name: 'a' })).not.toBeNull();
  await vi.advanceTimersByTimeAsync(30_000);
  await expect.poll(() => screen.queryByRole('note')?.textContent).toContain('No such space.');
  expect(screen.queryByRole('button', { name: 'a' })).toBeNull();
  await vi.advanceTimersByTimeAsync(60_000);
  await expect.poll(() => screen.queryByRole('button', { name: 'a' })).not.toBeNull();
});
