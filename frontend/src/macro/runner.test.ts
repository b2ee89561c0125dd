// @vitest-environment jsdom
import { describe, expect, test, vi } from 'vitest';
import type { Call, Reply } from '../../tests/fake-backend';
import {
  alarm,
  both,
  failing,
  failureOf,
  names,
  page,
  recordsOf,
  refreshed,
  reply,
  run,
  sources,
} from '../../tests/runner-fixture';

const cursorIn = ({ body }: Call): boolean => JSON.stringify(body).includes('"cursor"');
// A question for what fires has no second view.
const firingOnly = { firingOnly: true };

describe('more', () => {
  test("requests the cursor's source alone, and appends the page", async () => {
    const it = run(
      (call) =>
        cursorIn(call) ? page(undefined, alarm('a'), alarm('b')) : page('next', alarm('a')),
      1,
      firingOnly,
    );
    await refreshed(it);
    it.runner.more(0);
    expect(it.live().view[0]?.more).toEqual({ asking: true });
    it.runner.more(0);
    await vi.waitFor(() => expect(it.live().view[0]?.more).toBeUndefined());
    expect(names(it.live())).toEqual(['a', 'b']);
    expect(it.live().view[0]?.header).toMatchObject({ truncated: false, cursor: undefined });
    expect(it.calls.map(({ body }) => body?.sources)).toEqual([
      [sources[0]],
      [{ ...sources[0], cursor: 'next' }],
    ]);
    expect(it.live().cost?.calls).toBe(1);
    expect(it.live().changes.size).toBe(0);
    it.runner.more(0);
    expect(it.calls).toHaveLength(2);
  });

  const invalid = { status: 400, body: { error: { code: 'invalid_request', message: 'No.' } } };
  test.each<[string, Reply, number]>([
    ['fails, and can be retried', failing('aws_timeout'), 3],
    ['is throttled, and waits', failing('aws_throttled', 7), 2],
    ['is refused, and can be retried', invalid, 3],
    ['breaks off', reply(...recordsOf(undefined, alarm('b')).slice(0, 1)), 3],
  ])('keeps the items, still truncated, when it %s', async (_, next, calls) => {
    const it = run((call) => (cursorIn(call) ? next : page('next', alarm('a'))), 1, firingOnly);
    await refreshed(it);
    it.runner.more(0);
    await vi.waitFor(() => expect(it.live().view[0]?.more).toMatchObject({ asking: false }));
    expect(names(it.live())).toEqual(['a']);
    expect(it.live().view[0]).toMatchObject({
      status: 'answered',
      header: { truncated: true, cursor: 'next' },
    });
    it.runner.more(0);
    expect(it.calls).toHaveLength(calls);
  });
});

test('a retry reloads one source and keeps the other', async () => {
  const it = run(({ body }) => {
    const alone = Array.isArray(body?.sources) && body.sources.length === 1;
    if (alone) return page(undefined, alarm('recovered'));
    return both(failureOf('aws_timeout'), recordsOf(undefined, alarm('well')));
  }, 2);
  await refreshed(it);
  expect(it.live().view.map(({ status }) => status)).toEqual(['failed', 'answered']);
  it.runner.retry(0);
  expect(it.live().view.map(({ status }) => status)).toEqual(['waiting', 'answered']);
  await vi.waitFor(() => expect(it.live().view[0]?.status).toBe('answered'));
  expect(names(it.live())).toEqual(['recovered', 'well']);
});

const begun = page(undefined, alarm('a'), alarm('b'));
const changed = page(undefined, alarm('a', 'ALARM'), alarm('b'), alarm('c'));
const marks = { '0 metric a': 'OK', '0 metric c': '' };

test.each<[string, Reply[], object[]]>([
  ['are reported once', [begun, changed, changed], [{}, marks, {}]],
  [
    'are reported after a failed refresh',
    [begun, failing('aws_timeout'), changed],
    [{}, {}, marks],
  ],
  [
    'are reported after several failed refreshes',
    [begun, { status: 502, body: {} }, failing('internal'), changed],
    [{}, {}, {}, marks],
  ],
  [
    'are not known after a refusal',
    [begun, failing('connection_not_found'), changed],
    [{}, {}, {}],
  ],
])('changes between two answers %s', async (_, answers, expected) => {
  const it = run(() => answers.shift() ?? begun);
  const changes: unknown[] = [];
  while (changes.length < expected.length) {
    await refreshed(it);
    changes.push(Object.fromEntries(it.live().changes));
  }
  expect(changes).toEqual(expected);
});

test('a refusal before the provider costs no call', async () => {
  const it = run(() => ({
    status: 404,
    body: { error: { code: 'not_found', message: 'No.' } },
  }));
  await refreshed(it);
  expect(it.live().cost?.calls).toBe(0);
});
