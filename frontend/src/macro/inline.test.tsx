// @vitest-environment jsdom
import { Modal, view } from '@forge/bridge';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBackend, fakeContext, type Call } from '../../tests/fake-backend';
import { config, inline } from '../../tests/view-fixtures';
import { text } from '../text/en';
import { App } from './app';
import { isBadge } from './badge-module';
import { ListPage } from './list-page';
import { testOnlyForget } from './stream-memory';

const words = text.macro;
const one = { ...config, sources: config.sources.slice(0, 1), namePrefix: '' };

let calls: Call[];
beforeEach(() => {
  calls = fakeBackend(() => ({
    status: 200,
    body: inline('eu-central-1', { name: 'a', kind: 'metric', state: 'ALARM' }),
  }));
});
afterEach(testOnlyForget);

const badge = (name: RegExp): Promise<HTMLElement> => screen.findByRole('button', { name });

test.each(['alarm-badge', 'alarm-badge-dev', 'alarm-badge-team-one'])('%s is the badge', (key) => {
  expect(isBadge(key)).toBe(true);
});

test.each(['alarms', 'alarm-badges', undefined])('%s is not', (key) => {
  expect(isBadge(key)).toBe(false);
});

describe('an inline frame', () => {
  test('shows a badge, whatever the layout', async () => {
    fakeContext({ space: { id: '42' }, config: { ...one, layout: 'cards' } });
    render(<App inline />);
    expect((await badge(/1 in alarm/)).dataset.verdict).toBe('firing');
    expect(screen.queryByRole('list')).toBeNull();
  });

  test.each<[string, unknown, RegExp]>([
    ['without a configuration', undefined, /Not set up\. No alarms chosen yet\. Edit the page/],
    ['with an unreadable one', { v: 9, sources: [] }, /Unknown\. The settings of this macro/],
  ])('%s shows a badge and nothing else', async (_, stored, name) => {
    fakeContext({ space: { id: '42' }, config: stored });
    render(<App inline />);
    expect(screen.getByRole('button').textContent).toBe('Asking…');
    const { textContent, dataset } = await badge(name);
    expect(textContent.length).toBeLessThanOrEqual(14);
    expect(dataset.tone).not.toBe('success');
    expect(screen.getByRole('main').textContent).toBe(words.title + textContent);
  });

  test('opens the list in the modal of the platform', async () => {
    fakeContext({ space: { id: '42' }, config: one });
    const open = vi.spyOn(Modal.prototype, 'open');
    render(<App inline />);
    await userEvent.click(await badge(/1 in alarm/));
    expect(open.mock.contexts).toMatchObject([
      { resource: 'ui', title: words.title, context: { list: true } },
    ]);
    expect(calls).toHaveLength(1);
  });
});

describe('the list', () => {
  function show(stored: object | undefined, modal: unknown): void {
    fakeContext({ space: { id: '42' }, config: stored, modal });
    vi.mocked(view.close).mockResolvedValue();
    render(<App />);
  }

  test('of a badge has its configuration, and names the alarms', async () => {
    show({ ...one, layout: 'badge', title: 'Checkout' }, { list: true });
    expect(await screen.findByText('a')).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Checkout' })).toBeTruthy();
  });

  test.each([undefined, null, 'list', [], { list: 'true' }])(
    'is not what another modal shows: %j',
    async (modal) => {
      show({ ...one, layout: 'badge' }, modal);
      await badge(/1 in alarm/);
      expect(screen.queryByRole('button', { name: words.close })).toBeNull();
    },
  );

  test('closes by its button and by Escape, in every state', async () => {
    show(undefined, { list: true });
    await userEvent.click(await screen.findByRole('button', { name: words.close }));
    expect(view.close).toHaveBeenCalledTimes(1);
    fireEvent.keyDown(document.body, { key: 'a' });
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(view.close).toHaveBeenCalledTimes(2);
  });

  test('stays open while Escape clears a search', () => {
    render(
      <ListPage>
        <input type="search" defaultValue="x" />
      </ListPage>,
    );
    const search = screen.getByRole('searchbox');
    fireEvent.keyDown(search, { key: 'Escape' });
    expect(view.close).not.toHaveBeenCalled();
  });
});
