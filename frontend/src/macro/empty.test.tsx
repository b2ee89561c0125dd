// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { fakeBackend, fakeContext, type Call, type Reply } from '../../tests/fake-backend';
import { config, inline } from '../../tests/view-fixtures';
import { text } from '../text/en';
import { App } from './app';
import { testOnlyForget } from './stream-memory';

const words = text.macro;
const one = { ...config, sources: config.sources.slice(0, 1), namePrefix: '' };
const answered: Reply = {
  status: 200,
  body: inline('eu-central-1', { name: 'a', kind: 'metric', state: 'ALARM' }),
};

afterEach(testOnlyForget);

function show(stored: object, reply: (call: Call) => Reply): Call[] {
  fakeContext({ space: { id: '42' }, config: stored });
  const calls = fakeBackend(reply);
  render(<App />);
  return calls;
}

test('an empty answer to "firing only" names what the query left out', async () => {
  show({ ...one, query: { firingOnly: true } }, () => ({
    status: 200,
    body: inline('eu-central-1'),
  }));
  expect(await screen.findByText(words.headlines['none-firing']())).toBeTruthy();
  expect(screen.getByText(words.noneFiring(''), { exact: false })).toBeTruthy();
  expect(document.querySelector('[data-tone]')?.getAttribute('data-tone')).toBe('neutral');
});

/** readable returns the text of a macro; a badge has it in its name. */
const readable = (): string =>
  document.querySelector('button[data-verdict]')?.getAttribute('aria-label') ??
  document.body.textContent;

test.each(['brief', 'table', 'strip', 'badge'])(
  'an empty %s names every filter of the query',
  async (layout) => {
    const query = { firingOnly: true, kinds: ['log'] };
    const calls = show({ ...one, layout, namePrefix: 'zzz', query }, ({ body }) =>
      body?.query ? { status: 200, body: inline('eu-central-1') } : answered,
    );
    await vi.waitFor(() => expect(readable()).toContain(words.headlines['none-firing']()));
    expect(readable()).toContain(words.filters.namePrefix('zzz'));
    expect(readable()).toContain(words.filters.kinds(['log']));
    if (layout === 'badge') return;
    if (layout === 'strip')
      await userEvent.click(screen.getByRole('button', { name: words.strip.open }));
    await userEvent.click(screen.getByRole('button', { name: words.widen }));
    expect(await screen.findByText('1 in alarm')).toBeTruthy();
    expect(calls[1]?.body?.query).toBeUndefined();
    const widened = screen.getByText(words.widened, { exact: false }).textContent;
    expect(widened).toContain(words.filters.firingOnly);
    expect(screen.getByRole('button', { name: words.narrow })).toBeTruthy();
  },
);

test.each(['brief', 'table', 'cards', 'strip', 'badge'])(
  'a %s in which all is OK names its filters',
  async (layout) => {
    const fine = {
      status: 200,
      body: inline('eu-central-1', { name: 'zzz-a', kind: 'metric', state: 'OK' }),
    };
    show({ ...one, layout, namePrefix: 'zzz' }, () => fine);
    await vi.waitFor(() => expect(readable()).toContain(words.headlines['all-ok'](1)));
    expect(readable()).toContain(words.asked(words.filters.namePrefix('zzz')));
  },
);
