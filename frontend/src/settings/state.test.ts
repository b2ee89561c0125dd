import { expect, test } from 'vitest';
import { initial, reduce, type Event, type News, type State } from './state';

const saved: News = { tone: 'success', words: 'Saved.' };
const removed = (name: string, receipt?: object): News => ({
  tone: 'success',
  words: `${name} is removed.`,
  removed: { name, records: [], receipt },
});
const first = removed('a', {});
const second = removed('b', {});
const after = (...events: Event[]): State => events.reduce(reduce, initial);

test('one panel is open at a time', () => {
  const connection = { kind: 'unknown', id: 'c-1', name: '', why: 'kind' } as const;
  const remove = { what: 'remove', connection } as const;
  expect(after({ type: 'opened', open: { what: 'add' } }).open).toEqual({ what: 'add' });
  expect(
    after({ type: 'opened', open: { what: 'add' } }, { type: 'opened', open: remove }).open,
  ).toBe(remove);
  expect(after({ type: 'opened', open: remove }, { type: 'closed' }).open).toEqual({
    what: 'nothing',
  });
});

test('news stays until the next action, and after closing a panel', () => {
  const reported = after({ type: 'reported', news: saved });
  expect(reported.news).toBe(saved);
  expect(reduce(reported, { type: 'closed' }).news).toBe(saved);
  expect(reduce(reported, { type: 'opened', open: { what: 'add' } }).news).toBeNull();
  expect(reduce(reported, { type: 'asked' }).news).toBeNull();
});

test('a removal with a receipt stays until it is dismissed, whatever else happens', () => {
  const state = after(
    { type: 'reported', news: saved },
    { type: 'reported', news: first },
    { type: 'reported', news: second },
    { type: 'opened', open: { what: 'add' } },
  );
  expect(state).toMatchObject({ news: null, kept: [first, second] });
  expect(reduce(state, { type: 'dismissed', news: first }).kept).toEqual([second]);
});

test('a removal without a receipt is news like any other', () => {
  const news = removed('a');
  expect(after({ type: 'reported', news })).toMatchObject({ news, kept: [] });
});

test('confirming a change to the space keeps the open panel', () => {
  const open = { what: 'add' } as const;
  const asking = after({ type: 'opened', open }, { type: 'asked' });
  expect(asking).toMatchObject({ open, confirming: true });
  expect(reduce(asking, { type: 'answered' })).toMatchObject({ open, confirming: false });
});
