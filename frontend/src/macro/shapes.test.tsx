// @vitest-environment jsdom
import { router } from '@forge/bridge';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBackend, fakeContext, type Call, type Reply } from '../../tests/fake-backend';
import { rowNames } from '../../tests/shape-fixture';
import { config, inline } from '../../tests/view-fixtures';
import { text } from '../text/en';
import { App } from './app';
import { rememberRefusal, testOnlyForget } from './stream-memory';

const words = text.macro;
const one = { ...config, sources: config.sources.slice(0, 1), namePrefix: '' };
const alarms = [
  {
    name: 'a',
    kind: 'metric',
    state: 'ALARM',
    description: 'See https://wiki.test/a or javascript:alert(1)',
  },
  { name: 'b', kind: 'metric', state: 'OK', noActions: true },
];
const answered: Reply = { status: 200, body: inline('eu-central-1', ...alarms) };

afterEach(testOnlyForget);
afterEach(() => void vi.useRealTimers());

/** show renders the macro with a configuration. */
function show(stored: object, reply: (call: Call) => Reply = () => answered): Call[] {
  fakeContext({ space: { id: '42' }, config: stored });
  const calls = fakeBackend(reply);
  render(<App />);
  return calls;
}

describe('every shape shows the same view', () => {
  test('cards', async () => {
    show({ ...one, layout: 'cards', title: 'Checkout' });
    const cards = await screen.findAllByRole('listitem');
    expect(cards.map((it) => within(it).getByRole('button').title)).toEqual(['a', 'b']);
    expect(screen.getByRole('heading', { level: 2, name: 'Checkout' })).toBeTruthy();
    expect(screen.getByRole('button', { name: words.counts.silent(1) })).toBeTruthy();
  });

  test.each([
    ['brief', ['a']],
    ['table', ['a', 'b']],
  ])('%s: one line for each alarm', async (layout, names) => {
    show({ ...one, layout });
    await screen.findByRole('table');
    expect(rowNames()).toEqual(names);
    expect(screen.getByRole('button', { name: '1 in alarm' })).toBeTruthy();
  });

  test('strip: one line, with the names of firing alarms', async () => {
    show({ ...one, layout: 'strip' });
    expect(await screen.findByText('1 in alarm')).toBeTruthy();
    expect(screen.getByText('a')).toBeTruthy();
    expect(screen.queryByText('b')).toBeNull();
  });

  test('badge, by its layout', async () => {
    show({ ...one, layout: 'badge' });
    const badge = await screen.findByRole('button', { name: /1 in alarm/ });
    expect(badge.dataset.verdict).toBe('firing');
    expect(screen.queryByRole('table')).toBeNull();
  });
});

describe('a reader', () => {
  test("can load without the author's filter, and restore it", async () => {
    const calls = show({ ...one, namePrefix: 'zzz' }, ({ body }) =>
      body?.query ? { status: 200, body: inline('eu-central-1') } : answered,
    );
    await userEvent.click(await screen.findByRole('button', { name: words.widen }));
    expect(await screen.findByText('1 in alarm')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: words.narrow }));
    expect(await screen.findByText(words.noneMatch(words.filters.namePrefix('zzz')))).toBeTruthy();
    expect(calls.map(({ body }) => body?.query)).toEqual([
      { namePrefix: 'zzz' },
      undefined,
      { namePrefix: 'zzz' },
    ]);
  });

  test('sees which names do not exist, and never green', async () => {
    show({ ...one, query: { names: ['b', 'nope'] } }, () => ({
      status: 200,
      body: inline('eu-central-1', ...alarms.slice(1)),
    }));
    expect(await screen.findByText(words.absent(['nope'], false))).toBeTruthy();
    expect(screen.getByText(words.headlines['some-missing']())).toBeTruthy();
    expect(document.querySelector('[data-verdict]')?.getAttribute('data-verdict')).toBe('unknown');
  });

  test('opens only safe links, through the platform', async () => {
    show(one);
    await userEvent.click(await screen.findByRole('button', { name: 'a' }));
    const links = screen
      .getAllByRole('link')
      .filter((it) => it.getAttribute('href')?.startsWith('#') !== true);
    const runbook = words.runbookOf('a', 'wiki.test');
    expect(links.map((it) => it.getAttribute('aria-label') ?? it.textContent)).toEqual([
      runbook,
      'https://wiki.test/a',
      runbook,
    ]);
    for (const link of links) {
      expect(link.getAttribute('rel')).toBe('noopener noreferrer nofollow');
      await userEvent.click(link);
    }
    expect(vi.mocked(router.open).mock.calls).toEqual(links.map(() => ['https://wiki.test/a']));
  });

  test('sees the changes since the last refresh, once', async () => {
    const states = ['OK', 'ALARM', 'ALARM'];
    show({ ...one, refresh: 60 }, () => ({
      status: 200,
      body: inline('eu-central-1', { name: 'a', kind: 'metric', state: states.shift() }),
    }));
    expect(await screen.findByText('The only alarm is OK')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: words.refresh }));
    expect(await screen.findByText(words.was('OK'))).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: words.refresh }));
    await vi.waitFor(() => expect(screen.queryByText(words.was('OK'))).toBeNull());
  });

  test('copies the visible rows', async () => {
    show({ ...one, layout: 'table' });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: words.counts.ok(1) }));
    await user.click(screen.getByRole('button', { name: words.moreTools }));
    await user.click(screen.getByRole('button', { name: words.tools.csv }));
    expect(await screen.findByText(words.tools.copied)).toBeTruthy();
    const copied = await navigator.clipboard.readText();
    expect(copied).toContain('OK (No actions set),b,');
    expect(copied).not.toContain('In alarm,a,');
  });

  test('waits out a throttled source, which counts down, and retries it alone', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    const error = { code: 'aws_throttled', message: 'Busy.', retryAfter: 7 };
    rememberRefusal();
    const calls = show(config, ({ body }) => {
      const first = JSON.stringify(body?.sources).includes('eu-central-1');
      if (!first || calls.length > 2) return answered;
      return {
        status: 200,
        body: {
          records: [
            { type: 'error', source: 0, error },
            { type: 'end', requestId: 'r' },
          ],
        },
      };
    });
    const button = (words: string): HTMLElement | null =>
      screen.queryByRole('button', { name: new RegExp(`^${words}: `) });
    await expect.poll(() => button(words.retryIn(7))?.hasAttribute('disabled')).toBe(true);
    act(() => void vi.advanceTimersByTime(3_000));
    expect(button(words.retryIn(4))?.hasAttribute('disabled')).toBe(true);
    act(() => void vi.advanceTimersByTime(4_000));
    const retry = button(words.retry);
    expect(retry?.hasAttribute('disabled')).toBe(false);
    act(() => retry?.click());
    await expect.poll(() => screen.queryByRole('button', { name: '2 in alarm' })).not.toBeNull();
    expect(calls).toHaveLength(3);
  });
});
