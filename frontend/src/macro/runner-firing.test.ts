// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import type { Call, Reply } from '../../tests/fake-backend';
import {
  alarm,
  both,
  failing,
  names,
  page,
  recordsOf,
  refreshed,
  reply,
  run,
  sources,
  type Run,
} from '../../tests/runner-fixture';
import { headline } from './bar/headline';
import { mergedView } from './merged-view';
import { tally } from './tally';

const firingIn = ({ body }: Call): boolean => JSON.stringify(body).includes('"firingOnly"');
const many = (n: number, prefix: string): object[] =>
  Array.from({ length: n }, (_, at) => alarm(`${prefix}${at}`, 'ALARM'));
const first = [alarm('a'), ...many(4, 'b')];
const firstPage = page('next', ...first);
const whole = page(undefined, ...many(4, 'b'), ...many(8, 'z'));

/** Releases answer the second view when they are called. */
interface Held {
  it: Run;
  release: (second: Reply) => void;
}

/** held runs a question of which the first page comes at once. */
function held(firstPages: Reply[]): Held {
  const waiting: ((second: Reply) => void)[] = [];
  const it = run((call) =>
    firingIn(call)
      ? new Promise<Reply>((resolve) => waiting.push(resolve))
      : (firstPages.shift() ?? firstPage),
  );
  return { it, release: (second) => waiting.shift()?.(second) };
}

/** claim is the verdict of a run as its page shows it. */
function claim({ live }: Run): unknown[] {
  const { view, settled } = live();
  const it = tally(settled ? mergedView(view, settled) : view, {});
  return [it.verdict, headline(it)];
}
const request = ({ live }: Run): unknown => live().view[0]?.firing;
const ended = (it: Run, how: string): Promise<void> =>
  vi.waitFor(() => expect(request(it)).toBe(how));

/** asked refreshes a view and waits for the second request. */
async function asked(it: Run): Promise<void> {
  it.runner.refresh();
  await ended(it, 'asking');
}

test('a truncated answer loads all that fires', async () => {
  const { it, release } = held([]);
  await asked(it);
  expect([request(it), ...claim(it)]).toEqual(['asking', 'firing', 'At least 4 in alarm']);
  release(whole);
  await ended(it, 'whole');
  expect(claim(it)).toEqual(['firing', '12 in alarm']);
  expect(names(it.live())).toHaveLength(13);
  expect(new Set(names(it.live())).size).toBe(13);
  await vi.waitFor(() => expect(it.live()).toMatchObject({ loading: false, cost: { calls: 2 } }));
  expect(it.live().settled).toBe(it.live().view);
  expect(it.calls.map(({ body }) => [body?.sources, body?.query])).toEqual([
    [[sources[0]], undefined],
    [[sources[0]], { firingOnly: true }],
  ]);
});

test('only the truncated one of two sources loads all that fires, with the same filters', async () => {
  const query = { namePrefix: 'b', kinds: ['metric'] };
  const answer = both(recordsOf(undefined, alarm('a')), recordsOf('next', ...first));
  const it = run((call) => (firingIn(call) ? whole : answer), 2, query);
  await refreshed(it);
  await vi.waitFor(() => expect(it.live().view[1]?.firing).toBe('whole'));
  expect(it.live().view[0]).toMatchObject({ firing: undefined, items: [{ name: 'a' }] });
  expect(it.calls.map(({ body }) => [body?.sources, body?.query])).toEqual([
    [sources, query],
    [[sources[1]], { ...query, firingOnly: true }],
  ]);
});

test.each<[string, Reply, object]>([
  ['for what fires', firstPage, { firingOnly: true }],
  ['with a whole answer', page(undefined, ...first), {}],
  ['with a failed answer', failing('aws_timeout'), {}],
  ['with an answer that was cut short', reply(...recordsOf('next', ...first)), {}],
])('a question %s has no second view', async (_, answer, query) => {
  const it = run(() => answer, 1, query);
  await refreshed(it);
  expect(it.calls).toHaveLength(1);
});

test.each<[string, Reply]>([
  ['fails', failing('aws_throttled')],
  ['is refused', { status: 400, body: { error: { code: 'invalid_request', message: 'No.' } } }],
  ['breaks off', reply(...recordsOf(undefined, ...many(8, 'z')))],
])('"at least" stays if the second view %s', async (_, second) => {
  const it = run((call) => (firingIn(call) ? second : firstPage));
  await refreshed(it);
  await ended(it, 'failed');
  expect(claim(it)).toEqual(['firing', 'At least 4 in alarm']);
  expect(names(it.live())).toHaveLength(5);
});

test('"at least" stays if the second view is truncated too, with all that has come', async () => {
  const it = run((call) => (firingIn(call) ? page('after', ...many(8, 'z')) : firstPage));
  await refreshed(it);
  await ended(it, 'failed');
  expect(claim(it)).toEqual(['firing', 'At least 12 in alarm']);
});

test('nothing fires once both views have said so', async () => {
  const it = run((call) => (firingIn(call) ? page(undefined) : page('next', alarm('a'))));
  await refreshed(it);
  await ended(it, 'whole');
  expect(claim(it)).toEqual(['unknown', 'None in alarm, but only the first 1 have arrived']);
});

test('an earlier firing item counts until the second view of a refresh is over', async () => {
  const { it, release } = held([firstPage, page('next', alarm('a'), alarm('b0'))]);
  await asked(it);
  release(whole);
  await ended(it, 'whole');
  await asked(it);
  expect([request(it), ...claim(it)]).toEqual(['asking', 'firing', '11 in alarm']);
  release(page(undefined, ...many(3, 'z')));
  await ended(it, 'whole');
  expect(claim(it)).toEqual(['firing', '3 in alarm']);
  expect(names(it.live()).toSorted()).toEqual(['a', 'b0', 'z0', 'z1', 'z2']);
});

test.each<[string, Reply, unknown[], number]>([
  ['lacks it', page(undefined), ['unknown', 'None in alarm, but only the first 1 have arrived'], 1],
  [
    'fails',
    failing('aws_timeout'),
    ['unknown', expect.stringMatching(/^8 in alarm as of .*, refresh failed$/)],
    9,
  ],
  [
    'is truncated and lacks it',
    page('after'),
    ['unknown', expect.stringMatching(/^8 in alarm as of .*, refresh failed$/)],
    9,
  ],
])(
  'an earlier firing item fires no more if the second view %s',
  async (_, second, claims, rows) => {
    const { it, release } = held([page('next', alarm('a')), page('next', alarm('a'))]);
    await asked(it);
    release(page(undefined, ...many(8, 'z')));
    await ended(it, 'whole');
    await asked(it);
    expect(claim(it)).toEqual(['firing', '8 in alarm']);
    release(second);
    await vi.waitFor(() => expect(request(it)).not.toBe('asking'));
    expect(claim(it)).toEqual(claims);
    expect(names(it.live())).toHaveLength(rows);
  },
);
