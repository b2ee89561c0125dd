import { expect, test } from 'vitest';
import { fresh } from '../runner';
import { isMessage } from './channel';

const source = { connection: 'c', region: 'r' };
const live = fresh({ sources: [source], query: {} });
const [view] = [live.view];
const withLive = (change: object): object => ({ type: 'live', live: { ...live, ...change } });

test.each([
  { type: 'join' },
  withLive({}),
  withLive({ settled: view, settledAt: 1, loading: false }),
  { type: 'ask', what: 'more', index: 1 },
  { type: 'ask', what: 'resume', index: 0 },
])('%j is a message, also after it was cloned', (message) => {
  expect(isMessage(structuredClone(message))).toBe(true);
});

test.each([
  null,
  'join',
  {},
  { type: 'toString' },
  { type: 'live' },
  withLive({ view: undefined }),
  withLive({ view: [null] }),
  withLive({ view: [{ asked: source, status: 'answered' }] }),
  withLive({ view: [{ asked: source, status: 'answered', items: [null] }] }),
  withLive({ view: [{ status: 'answered', items: [] }] }),
  withLive({ settled: undefined }),
  withLive({ settled: [] }),
  withLive({ settledAt: '1' }),
  withLive({ loading: undefined }),
  withLive({ paused: undefined }),
  withLive({ changes: {} }),
  { type: 'ask', what: 'close', index: 0 },
  { type: 'ask', what: 'retry' },
  { type: 'ask', what: 'retry', index: -1 },
  { type: 'ask', what: 'retry', index: 0.5 },
])('%j is none', (message) => {
  expect(isMessage(message)).toBe(false);
});
