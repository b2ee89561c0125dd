// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBackend, type Call, type Reply } from '../../../tests/fake-backend';
import { inline } from '../../../tests/view-fixtures';
import type { Question } from '../load';
import type { Message, Transport } from './channel';
import { SharedView } from './shared-view';

const question: Question = {
  spaceId: '42',
  sources: [{ connection: 'c-1', region: 'eu-central-1' }],
  query: {},
};
const answer: Reply = {
  status: 200,
  body: inline('eu-central-1', { name: 'a', kind: 'metric', state: 'ALARM' }),
};

/** Browser fakes the shared parts of a browser: one channel and one lock per name. */
class Browser {
  readonly lines = new Map<string, Set<(message: Message) => void>>();
  readonly waiting = new Map<string, (() => void)[]>();
  locks = true;

  transport(): Transport {
    return {
      open: (name, receive) => {
        const line = this.lines.get(name) ?? new Set();
        this.lines.set(name, line.add(receive));
        // Like a BroadcastChannel: a copy, to every other member, asynchronously.
        const send = (message: Message): void => {
          const others = [...line].filter((it) => it !== receive);
          queueMicrotask(() => others.forEach((it) => it(structuredClone(message))));
        };
        return { send, close: () => void line.delete(receive) };
      },
      lead: (name, gone, begin) => {
        if (!this.locks) return Promise.reject(new DOMException('denied', 'SecurityError'));
        const queue = this.waiting.get(name) ?? [];
        this.waiting.set(name, queue);
        queue.push(begin);
        if (queue.length === 1) begin();
        gone.addEventListener('abort', () => {
          const led = queue[0] === begin;
          queue.splice(queue.indexOf(begin), 1);
          if (led) queue[0]?.();
        });
        return Promise.resolve();
      },
    };
  }
}

let browser: Browser;
let calls: Call[];
const leavers: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  browser = new Browser();
  calls = fakeBackend(() => answer);
});
afterEach(() => {
  leavers.splice(0).forEach((leave) => leave());
  vi.useRealTimers();
});

/** enter opens a macro on the page. */
function enter(key: string | null = 'k'): { view: SharedView; leave: () => void } {
  const view = new SharedView(question, key, browser.transport());
  const leave = view.open();
  leavers.push(leave);
  return { view, leave };
}

const names = (view: SharedView): string[] =>
  view.snapshot().view.flatMap(({ items }) => items.map((it) => it.name));
const settled = (view: SharedView): Promise<void> =>
  vi.waitFor(() => expect(view.snapshot().loading).toBe(false));

test('three macros with the same question make one call and show the same view', async () => {
  const macros = [enter(), enter(), enter()];
  for (const { view } of macros) {
    await settled(view);
    expect(names(view)).toEqual(['a']);
  }
  expect(calls).toHaveLength(1);
});

test('a refresh of any macro is one call for all', async () => {
  const [first, second] = [enter(), enter()];
  await settled(second.view);
  second.view.refresh();
  await vi.waitFor(() => expect(calls).toHaveLength(2));
  await settled(first.view);
  expect(second.view.snapshot().settledAt).toBe(first.view.snapshot().settledAt);
});

test('a pause by any macro holds for all, and for those that join later', async () => {
  const [first, second] = [enter(), enter()];
  await settled(second.view);
  const paused = (...all: { view: SharedView }[]) => all.map(({ view }) => view.snapshot().paused);
  second.view.pause(true);
  await vi.waitFor(() => expect(paused(first, second)).toEqual([true, true]));
  const third = enter();
  await settled(third.view);
  expect(paused(third)).toEqual([true]);
  first.leave();
  third.view.pause(false);
  await vi.waitFor(() => expect(paused(second, third)).toEqual([false, false]));
});

test('a request for a source that the leader does not have does nothing', async () => {
  const [, second] = [enter(), enter()];
  await settled(second.view);
  second.view.retry(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(calls).toHaveLength(1);
});

test('a view is shared unless it has no key or no election', async () => {
  const { view } = enter();
  await settled(view);
  expect(view.isShared()).toBe(true);
  expect(enter(null).view.isShared()).toBe(false);
  browser.locks = false;
  const alone = enter('other').view;
  await vi.waitFor(() => expect(alone.isShared()).toBe(false));
});

test('macros with other keys, or without one, load for themselves', async () => {
  for (const key of ['k', 'other', null, null]) await settled(enter(key).view);
  expect(calls).toHaveLength(4);
});

test('a macro that joins gets the view without a call; an old view is refreshed', async () => {
  await settled(enter().view);
  await settled(enter().view);
  expect(calls).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(11_000);
  const joiner = enter();
  await settled(joiner.view);
  expect(calls).toHaveLength(2);
});

test('a macro that joins while its upstream asks to wait makes no call either', async () => {
  const error = { code: 'confluence_throttled', message: 'Wait.', retryAfter: 1800 };
  calls = fakeBackend(() => ({ status: 429, body: { error } }));
  await settled(enter().view);
  await vi.advanceTimersByTimeAsync(11_000);
  const joiner = enter();
  await vi.advanceTimersByTimeAsync(60_000);
  joiner.view.refresh();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(joiner.view.snapshot().view[0]?.problem?.code).toBe('confluence_throttled');
  expect(calls).toHaveLength(1);
});

test('when the leader leaves, the next one continues with its view', async () => {
  const [first, second] = [enter(), enter()];
  await settled(second.view);
  first.leave();
  expect(names(second.view)).toEqual(['a']);
  expect(calls).toHaveLength(1);
  second.view.refresh();
  await vi.waitFor(() => expect(calls).toHaveLength(2));
});

test('when the leader leaves before the answer, the next one loads', async () => {
  const [first, second] = [enter(), enter()];
  first.leave();
  await settled(second.view);
  expect(names(second.view)).toEqual(['a']);
  expect(calls).toHaveLength(2);
});

test('without leader election, each macro loads for itself', async () => {
  browser.locks = false;
  const macros = [enter(), enter()];
  for (const { view } of macros) await settled(view);
  expect(calls).toHaveLength(2);
});

test('a leader that sends nothing times out', async () => {
  browser.waiting.set('k', [() => undefined]);
  const { view } = enter();
  expect(calls).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(2_500);
  await settled(view);
  expect(calls).toHaveLength(1);
});
