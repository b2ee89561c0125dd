// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBackend, fakeContext, type Reply } from '../../tests/fake-backend';
import { config, inline } from '../../tests/view-fixtures';
import { text } from '../text/en';
import { App } from './app';
import { rememberRefusal, testOnlyForget } from './stream-memory';

const words = text.macro;
const fine = (region: string): Reply => ({
  status: 200,
  body: inline(region, { name: 'a', kind: 'metric', state: 'OK' }),
});

// The clock is close to the answers' time, or none would be green.
beforeEach(
  () => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-21T10:00:00Z') }),
);
afterEach(() => {
  vi.useRealTimers();
  testOnlyForget();
});

/**
 * refreshed shows two OK sources and starts a refresh. It returns, per source, the function that
 * answers the refresh.
 */
async function refreshed(
  layout = 'strip',
  before = fine('eu-central-1'),
  headline = words.headlines['all-ok'](2),
): Promise<((reply: Reply) => void)[]> {
  // One call per source.
  rememberRefusal();
  const answers: ((reply: Reply) => void)[] = [];
  const calls = fakeBackend(() =>
    calls.length <= 2 ? before : new Promise<Reply>((resolve) => answers.push(resolve)),
  );
  fakeContext({ space: { id: '42' }, config: { ...config, namePrefix: '', layout } });
  render(<App />);
  await screen.findByText(headline);
  await userEvent.click(screen.getByRole('button', { name: words.refresh }));
  expect(answers).toHaveLength(2);
  return answers;
}

const tone = (): string | undefined =>
  document.querySelector<HTMLElement>('[data-tone]')?.dataset.tone;
const shown = (): string | undefined =>
  document.querySelector<HTMLElement>('[data-verdict]')?.dataset.verdict;

test('a refresh keeps the previous verdict', async () => {
  const [first] = await refreshed();
  expect(shown()).toBe('ok');
  await act(() => Promise.resolve(first?.(fine('eu-central-1'))));
  await screen.findByText(words.asking);
  expect(shown()).toBe('ok');
});

test.each(['strip', 'table', 'cards'])(
  'green turns neutral in a %s during a refresh',
  async (layout) => {
    const answers = await refreshed(layout);
    expect(tone()).toBe('neutral');
    await act(async () => {
      for (const answer of answers) answer(fine('eu-central-1'));
      await Promise.resolve();
    });
    await expect.poll(tone).toBe('success');
  },
);

test.each(['strip', 'table', 'cards'])(
  'a firing %s keeps its look during a refresh',
  async (layout) => {
    await refreshed(layout, answerOf({ state: 'ALARM' }), words.headlines.firing(2));
    expect([shown(), tone()]).toEqual(['firing', 'danger']);
  },
);

/** answerOf returns an answer of one alarm, with changes to its source record. */
const answerOf = (alarm: object, changed: object = {}): Reply => {
  const [header, ...rest] = inline('eu-central-1', {
    name: 'a',
    kind: 'metric',
    state: 'OK',
    ...alarm,
  }).records;
  return { status: 200, body: { records: [{ ...header, ...changed }, ...rest] } };
};

test.each<[string, Reply, string]>([
  ['has too little data now', answerOf({ state: 'INSUFFICIENT_DATA' }), 'blind'],
  ['could not tell now', answerOf({ evaluation: 'PARTIAL_DATA' }), 'blind'],
  ['is truncated now', answerOf({}, { truncated: true }), 'unknown'],
  ['was cut short now', answerOf({}, { count: 2 }), 'unknown'],
  ['has an unknown state now', answerOf({ state: 'SNOOZED' }), 'unknown'],
  ['fires now', answerOf({ state: 'ALARM' }), 'firing'],
])('a source that %s counts before the slowest has answered', async (_, reply, verdict) => {
  const answers = await refreshed();
  const [first, second] = answers;
  await act(() => Promise.resolve(first?.(reply)));
  await expect.poll(shown).toBe(verdict);
  expect(screen.queryByText(words.headlines['all-ok'](2))).toBeNull();
  await act(() => Promise.resolve(second?.(fine('us-east-1'))));
  await expect
    .poll(async () => {
      // After a truncated answer the page asks for all that fires.
      await act(() => Promise.resolve(answers[2]?.({ status: 200, body: inline('eu-central-1') })));
      return screen.queryByText(words.asking);
    })
    .toBeNull();
  expect(shown()).toBe(verdict);
});

const error = { code: 'aws_alarms_denied', message: 'No.' };
test.each<[string, Reply]>([
  [
    'failed',
    {
      status: 200,
      body: {
        records: [
          { type: 'error', source: 0, error },
          { type: 'end', requestId: 'r' },
        ],
      },
    },
  ],
  ['was refused', { status: 404, body: { error } }],
])(
  'a source that %s is not hidden by its previous answer until the slowest has answered',
  async (_, reply) => {
    const [first, second] = await refreshed();
    await act(() => Promise.resolve(first?.(reply)));
    await expect.poll(shown).toBe('unknown');
    expect(screen.queryByText(words.headlines['all-ok'](2))).toBeNull();
    await act(() => Promise.resolve(second?.(fine('us-east-1'))));
    await expect.poll(() => screen.queryByText(words.asking)).toBeNull();
    expect(shown()).toBe('unknown');
  },
);

test('a row of a failed refresh is not green during the next one, whatever fires elsewhere', async () => {
  rememberRefusal();
  const firing = answerOf({ state: 'ALARM' });
  const timeout: Reply = { status: 504, body: { error: { code: 'timeout', message: 'Late.' } } };
  const calls = fakeBackend(({ body }) => {
    if (JSON.stringify(body).includes('eu-central-1')) return firing;
    if (calls.length <= 2) return fine('us-east-1');
    return calls.length <= 4 ? timeout : new Promise<Reply>(() => undefined);
  });
  fakeContext({ space: { id: '42' }, config: { ...config, namePrefix: '', layout: 'table' } });
  const { container } = render(<App />);
  const green = (): number => container.querySelectorAll('tbody [class*="success"]').length;
  await expect.poll(green).toBe(1);
  await userEvent.click(screen.getByRole('button', { name: words.refresh }));
  await screen.findByText('Late.', { exact: false });
  expect(green()).toBe(0);
  await userEvent.click(screen.getByRole('button', { name: words.refresh }));
  await expect.poll(() => calls.length).toBe(6);
  expect(green()).toBe(0);
  expect(shown()).toBe('firing');
});
