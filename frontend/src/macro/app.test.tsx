// @vitest-environment jsdom
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBackend, fakeContext, type Reply } from '../../tests/fake-backend';
import { config, golden, inline } from '../../tests/view-fixtures';
import { text } from '../text/en';
import { App } from './app';
import { testOnlyForget } from './stream-memory';

const words = text.macro;
const grant: Reply = {
  status: 200,
  body: { stream: 'https://backend.test/v1/stream', grant: 'g', records: [] },
};
const one = { ...config, sources: config.sources.slice(0, 1), namePrefix: '' };

beforeEach(() => fakeContext({ space: { id: '42' }, config }));
afterEach(testOnlyForget);
afterEach(() => void vi.useRealTimers());

function streams(...bodies: BodyInit[]): void {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(bodies.shift() ?? null)));
}

describe('the macro', () => {
  test('shows every source with its alarms, most urgent first', async () => {
    fakeBackend(() => grant);
    streams(golden('two-sources'));
    render(<App />);
    const table = await screen.findByRole('table', {
      name: words.caption('Payments production', 'Europe (Frankfurt)'),
    });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map((row) => within(row).getAllByRole('cell')[0]?.textContent)).toEqual([
      'In alarm',
      'OK',
      'Unknown (SNOOZED)',
    ]);
    expect(await screen.findByText(words.truncated(3))).toBeTruthy();
    expect(screen.getAllByRole('status')[0]?.textContent).toBe(
      'Firing: 1 in alarm, 1 unknown, 2 OK with a caveat, Incomplete',
    );
    expect(screen.getByText('Partial data')).toBeTruthy();
    expect(screen.getByText('Europe (Frankfurt)').parentElement?.textContent).toBe(
      'Europe (Frankfurt) eu-central-1',
    );
  });

  test('is unconfigured at first, and reads the configuration after the author saves', async () => {
    const fire = fakeContext({ space: { id: '42' } });
    fakeBackend(() => ({
      status: 200,
      body: inline('eu-central-1', { name: 'a', kind: 'metric', state: 'OK' }),
    }));
    render(<App />);
    expect(await screen.findByText(words.notConfigured.title)).toBeTruthy();
    fakeContext({ space: { id: '42' }, config: one });
    act(() => fire('FORGE_CORE_MACRO_CONFIG_CHANGED'));
    expect(await screen.findByRole('table')).toBeTruthy();
    expect(await screen.findByText('The only alarm is OK')).toBeTruthy();
  });

  test('reports an unreadable configuration', async () => {
    fakeContext({ config: { v: 9, sources: [] } });
    render(<App />);
    expect((await screen.findByRole('alert')).textContent).toContain(
      text.problems.configUnreadable.message,
    );
  });

  test('paints rows during the stream, and marks a broken stream as cut short', async () => {
    fakeBackend(() => grant);
    let feed: ReadableStreamDefaultController<Uint8Array> | undefined;
    streams(new ReadableStream({ start: (controller) => void (feed = controller) }));
    render(<App />);
    const lines = golden('two-sources').split('\n').slice(0, 3).join('\n');
    await vi.waitFor(() => expect(feed).toBeDefined());
    feed?.enqueue(new TextEncoder().encode(`${lines}\n`));
    expect(await screen.findByText('checkout-5xx')).toBeTruthy();
    expect(screen.getByRole('region').getAttribute('aria-busy')).toBe('true');
    feed?.error(new Error('reset'));
    expect(await screen.findAllByText(words.cutShort)).toHaveLength(2);
    expect(screen.getByRole('region').getAttribute('aria-busy')).toBe('false');
  });

  test('times out a hung stream', async () => {
    // Animation frames and streams keep their real timers.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    fakeBackend(() => grant);
    const lines = golden('two-sources').split('\n').slice(0, 3).join('\n');
    vi.stubGlobal('fetch', (_: unknown, init: RequestInit) => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          controller.enqueue(new TextEncoder().encode(`${lines}\n`));
          init.signal?.addEventListener('abort', () => controller.error(new Error('aborted')));
        },
      });
      return Promise.resolve(new Response(body));
    });
    render(<App />);
    await vi.waitFor(() => expect(screen.getByText('checkout-5xx')).toBeTruthy());
    await act(() => vi.advanceTimersByTimeAsync(28_000));
    expect(screen.queryByText(words.cutShort)).toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(3_000));
    await vi.waitFor(() => expect(screen.getAllByText(words.cutShort)).toHaveLength(2));
  });

  test('drops the answer to an old question', async () => {
    const fire = fakeContext({ config: one });
    let answerOld: (reply: Reply) => void = () => undefined;
    const old = new Promise<Reply>((resolve) => (answerOld = resolve));
    const body = (name: string): Reply => ({
      status: 200,
      body: inline('eu-central-1', { name, kind: 'metric', state: 'OK' }),
    });
    fakeBackend((call) => (JSON.stringify(call.body).includes('eu-central-1') ? old : body('new')));
    render(<App />);
    await screen.findByText(words.asking);
    fakeContext({ config: { ...one, sources: config.sources.slice(1) } });
    act(() => fire('FORGE_CORE_MACRO_CONFIG_CHANGED'));
    expect(await screen.findByText('new')).toBeTruthy();
    await act(async () => {
      answerOld(body('old'));
      await old;
    });
    expect(screen.queryByText('old')).toBeNull();
  });

  test('asks again on request', async () => {
    const asked = fakeBackend(() => ({ status: 200, body: inline('eu-central-1') }));
    fakeContext({ config: one });
    render(<App />);
    expect(await screen.findByText(words.noneHere)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: words.refresh }));
    expect(asked).toHaveLength(2);
    expect(asked[0]?.body).toEqual({ answer: 'stream', sources: one.sources });
  });

  test.each([
    [
      'the name prefix',
      { ...one, namePrefix: 'zzz' },
      [],
      words.noneMatch(words.filters.namePrefix('zzz')),
    ],
    ['the chosen states', { ...one, states: ['ALARM'] }, ['OK', 'OK'], words.allHidden(2)],
    [
      'the chosen states, for some',
      { ...one, states: ['ALARM'] },
      ['OK', 'ALARM'],
      words.hidden(1),
    ],
  ])('explains what %s leaves out', async (_, chosen, states, sentence) => {
    fakeContext({ config: chosen });
    const alarms = states.map((state, index) => ({ name: `a${index}`, kind: 'metric', state }));
    fakeBackend(() => ({ status: 200, body: inline('eu-central-1', ...alarms) }));
    render(<App />);
    expect(await screen.findByText(sentence)).toBeTruthy();
  });

  test('announces more pages after an empty first page, not "nothing matches"', async () => {
    fakeContext({ config: { ...one, namePrefix: 'zzz' } });
    const { records } = inline('eu-central-1');
    const cut = records.map((record) =>
      'truncated' in record ? { ...record, truncated: true } : record,
    );
    fakeBackend(() => ({ status: 200, body: { records: cut } }));
    render(<App />);
    expect(await screen.findByText(words.headlines.truncated(0))).toBeTruthy();
    expect(screen.queryByText(words.noneMatch(words.filters.namePrefix('zzz')))).toBeNull();
  });

  test('shows one panel when the whole view is refused, and never a count', async () => {
    const error = {
      code: 'not_found',
      message: 'No such space.',
      hint: 'Ask an admin.',
      requestId: 'r-9',
    };
    fakeBackend(() => ({ status: 404, body: { error } }));
    render(<App />);
    const panel = await screen.findByRole('alert');
    expect(panel.textContent).toBe('No such space.Ask an admin.Request id r-9Try again');
    expect(screen.queryByText(words.headlines['no-alarms']())).toBeNull();
  });

  test('renders names as text and folds long reasons', async () => {
    const name = '<img src=x onerror=alert(1)>\u202Egnp.exe';
    const reason = 'Threshold Crossed: '.repeat(20);
    fakeContext({ config: one });
    const alarm = { name, kind: 'composite', state: 'ALARM', reason };
    fakeBackend(() => ({ status: 200, body: inline('eu-central-1', alarm) }));
    vi.spyOn(Element.prototype, 'scrollHeight', 'get').mockReturnValue(60);
    const { container } = render(<App />);
    expect((await screen.findByText(name)).tagName).toBe('BDI');
    expect(container.querySelector('img')).toBeNull();
    const more = screen.getByRole('button', { name: /Show more/ });
    expect(more.getAttribute('aria-expanded')).toBe('false');
    await userEvent.click(more);
    expect(screen.getByRole('button', { name: /Show less/ }).getAttribute('aria-expanded')).toBe(
      'true',
    );
  });
});
