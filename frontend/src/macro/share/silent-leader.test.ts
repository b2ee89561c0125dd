// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBackend, type Call } from '../../../tests/fake-backend';
import { inline } from '../../../tests/view-fixtures';
import type { Question } from '../load';
import { fresh, type Live } from '../runner';
import type { Message, Transport } from './channel';
import { SharedView } from './shared-view';

const asked = { connection: 'c-1', region: 'eu-central-1' };
const question: Question = { spaceId: '42', sources: [asked], query: {} };
const known: Live = {
  ...fresh(question),
  view: [{ asked, status: 'answered', items: [] }],
  loading: false,
  settledAt: 1,
};
const again: Live = { ...known, view: [{ asked, status: 'waiting', items: [] }] };

let calls: Call[];
let view: SharedView;
let leave: () => void;
/**
 * publish sends a view from the leader, another frame that holds the lock and sends nothing else.
 */
let publish: (live: Live) => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  calls = fakeBackend(() => ({
    status: 200,
    body: inline('eu-central-1', { name: 'a', kind: 'metric', state: 'ALARM' }),
  }));
  let receive: (message: Message) => void = () => undefined;
  const transport: Transport = {
    open: (_, listener) => {
      receive = listener;
      return { send: () => undefined, close: () => undefined };
    },
    lead: () => new Promise(() => undefined),
  };
  publish = (live) => receive({ type: 'live', live: structuredClone(live) });
  view = new SharedView(question, 'k', transport);
  leave = view.open();
});
afterEach(() => {
  leave();
  vi.useRealTimers();
});

/** loadedItself waits for the macro's own view. */
const loadedItself = async (): Promise<void> => {
  await vi.waitFor(() => expect(view.snapshot().settledAt).toBeGreaterThan(1));
  expect(view.snapshot().view[0]?.items).toHaveLength(1);
  expect(calls).toHaveLength(1);
};

test.each<[string, Live]>([
  ['the whole question', { ...again, loading: true }],
  ['one source again', again],
  [
    'one source again, with a partial answer',
    { ...known, view: [{ asked, status: 'answering', items: [] }] },
  ],
])('times out during a load of %s', async (_, live) => {
  publish(known);
  publish(live);
  await vi.advanceTimersByTimeAsync(34_000);
  expect(calls).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(2_000);
  await loadedItself();
});

test('does not time out while it publishes, or after its load', async () => {
  publish(again);
  await vi.advanceTimersByTimeAsync(30_000);
  publish(again);
  await vi.advanceTimersByTimeAsync(30_000);
  publish(known);
  await vi.advanceTimersByTimeAsync(100_000);
  expect(calls).toHaveLength(0);
});

test('times out when a refresh gets no reply, even with an old view', async () => {
  publish(known);
  view.refresh();
  await vi.advanceTimersByTimeAsync(2_500);
  await loadedItself();
});
