// @vitest-environment jsdom
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBackend, fakeContext, type Reply } from '../../tests/fake-backend';
import { rowNames } from '../../tests/shape-fixture';
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
    fakeContext({ space: { id: '42' }, config: { ...config, layout: 'table' } });
    fakeBackend(() => grant);
    streams(golden('two-sources'));
    render(<App />);
    const table = await screen.findByRole('table', {
      name: words.captionOf('Payments production, Europe (Frankfurt)'),
    });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map((row) => within(row).getAllByRole('cell')[0]?.textContent)).toEqual([
      'In alarm',
      'Unknown (SNOOZED)',
      'OK',
    ]);
    expect(screen.getAllByRole('table')).toHaveLength(2);
    expect(rowNames()).toEqual(['checkout-5xx', 'checkout-quiet', 'checkout', 'all-good ✓ żółć']);
    expect(await screen.findByText(words.truncated(3), { exact: false })).toBeTruthy();
    expect(screen.getAllByRole('status')[0]?.textContent).toBe(
      `Firing: At least 1 in alarm, ${words.moreThan(4)}`,
    );
    expect(screen.getByText('Partial data')).toBeTruthy();
    expect(screen.getByText('Europe (Frankfurt)', { selector: 'bdi' })).toBeTruthy();
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
    expect(await screen.findByText('The only alarm is OK')).toBeTruthy();
    expect(screen.queryByText(words.notConfigured.title)).toBeNull();
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
    expect(await screen.findByRole('button', { name: 'checkout-5xx' })).toBeTruthy();
    expect(screen.getByRole('region').getAttribute('aria-busy')).toBe('true');
    feed?.error(new Error('reset'));
    expect(await screen.findAllByText(words.cutShort, { exact: false })).toHaveLength(2);
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
    const alarm = { name: 'checkout-5xx' };
    await vi.waitFor(() => expect(screen.getByRole('button', alarm)).toBeTruthy());
    await act(() => vi.advanceTimersByTimeAsync(28_000));
    expect(screen.queryByText(words.cutShort, { exact: false })).toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(3_000));
    await vi.waitFor(() =>
      expect(screen.getAllByText(words.cutShort, { exact: false })).toHaveLength(2),
    );
  });

  test('drops the answer to an old question', async () => {
    const fire = fakeContext({ config: one });
    let answerOld: (reply: Reply) => void = () => undefined;
    const old = new Promise<Reply>((resolve) => (answerOld = resolve));
    const body = (name: string): Reply => ({
      status: 200,
      body: inline('eu-central-1', { name, kind: 'metric', state: 'ALARM' }),
    });
    fakeBackend((call) => (JSON.stringify(call.body).includes('eu-central-1') ? old : body('new')));
    render(<App />);
    await screen.findByText(words.asking);
    fakeContext({ config: { ...one, sources: config.sources.slice(1) } });
    act(() => fire('FORGE_CORE_MACRO_CONFIG_CHANGED'));
    expect(await screen.findByRole('button', { name: 'new' })).toBeTruthy();
    await act(async () => {
      answerOld(body('old'));
      await old;
    });
    expect(rowNames()).toEqual(['new']);
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
    [
      'the chosen states',
      { ...one, layout: 'table', states: ['ALARM'] },
      ['OK', 'OK'],
      words.allHidden(2),
    ],
    [
      'the chosen states, for some',
      { ...one, layout: 'cards', states: ['ALARM'] },
      ['OK', 'ALARM'],
      words.hidden(1),
    ],
  ])('explains what %s leaves out', async (_, chosen, states, sentence) => {
    fakeContext({ config: chosen });
    const alarms = states.map((state, index) => ({ name: `a${index}`, kind: 'metric', state }));
    fakeBackend(() => ({ status: 200, body: inline('eu-central-1', ...alarms) }));
    render(<App />);
    expect(await screen.findByText(sentence, { exact: false })).toBeTruthy();
  });

  test('announces more pages after an empty first page, not "nothing matches"', async () => {
    fakeContext({ config: { ...one, namePrefix: 'zzz' } });
    const { records } = inline('eu-central-1');
    const cut = records.map((record) =>
      'truncated' in record ? { ...record, truncated: true } : record,
    );
    fakeBackend(() => ({ status: 200, body: { records: cut } }));
    render(<App />);
    expect(await screen.findByText(words.headlines.truncated(0, false))).toBeTruthy();
    expect(screen.queryByText(words.noneMatch(words.filters.namePrefix('zzz')))).toBeNull();
  });

  test('renders names, reasons and descriptions as text', async () => {
    const name = '<img src=x onerror=alert(1)>\u202Egnp.exe';
    const reason = `${'Threshold Crossed: '.repeat(20)}<b>`;
    const description = '<script>alert(1)</script> http://wiki.test/ javascript:alert(1)';
    fakeContext({ config: one });
    const alarm = { name, kind: 'composite', state: 'ALARM', reason, description };
    fakeBackend(() => ({ status: 200, body: inline('eu-central-1', alarm) }));
    const { container } = render(<App />);
    const row = await screen.findByRole('button', { name });
    expect(row.querySelector('bdi')?.textContent).toBe(name);
    await userEvent.click(row);
    for (const words of [reason, description]) {
      const whole = screen.getAllByText(
        (_, it) => it?.textContent === words && it.tagName === 'BDI',
      );
      expect(whole).not.toHaveLength(0);
    }
    expect(container.querySelector('img, b, script')).toBeNull();
    expect(container.querySelectorAll('a:not([href^="#"])')).toHaveLength(0);
  });
});
