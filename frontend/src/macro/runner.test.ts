// @vitest-environment jsdom
import { describe, expect, test, vi } from 'vitest';
import { fakeBackend, type Call, type Reply } from '../../tests/fake-backend';
import { inline } from '../../tests/view-fixtures';
import { fresh, Runner, type Live } from './runner';

const sources = [
  { connection: 'c-1', region: 'eu-central-1' },
  { connection: 'c-1', region: 'us-east-1' },
];
const alarm = (name: string, state = 'OK'): object => ({ name, kind: 'metric', state });
const throttled = {
  type: 'error',
  source: 0,
  error: { code: 'aws_throttled', message: 'Busy.', retryAfter: 7 },
};

/** harness runs a question of one or two sources, and keeps the latest view. */
function harness(
  reply: (call: Call) => Reply,
  count = 1,
): { runner: Runner; live: () => Live; calls: Call[] } {
  const question = { sources: sources.slice(0, count), query: {} };
  let live = fresh(question);
  const calls = fakeBackend(reply);
  const runner = new Runner(question, live, (now) => (live = now));
  return { runner, live: () => live, calls };
}

const page = (cursor: string | undefined, ...alarms: object[]): Reply => {
  const body = inline('eu-central-1', ...alarms);
  const [header, ...rest] = body.records;
  return {
    status: 200,
    body: { records: [{ ...header, truncated: cursor !== undefined, cursor }, ...rest] },
  };
};
const cursorIn = ({ body }: Call): boolean => JSON.stringify(body).includes('"cursor"');
const done = (live: () => Live): Promise<void> =>
  vi.waitFor(() => expect(live().loading).toBe(false));
const names = (live: Live): string[] =>
  live.view.flatMap(({ items }) => items.map(({ name }) => name));

describe('more', () => {
  test("requests the cursor's source alone, and appends the page", async () => {
    const it = harness((call) =>
      cursorIn(call) ? page(undefined, alarm('a'), alarm('b')) : page('next', alarm('a')),
    );
    it.runner.refresh();
    await done(it.live);
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

  test.each<[string, Reply]>([
    ['fails', { status: 200, body: { records: [throttled, { type: 'end', requestId: 'r' }] } }],
    ['is refused', { status: 400, body: { error: { code: 'invalid_request', message: 'No.' } } }],
    [
      'breaks off',
      { status: 200, body: { records: inline('eu-central-1', alarm('b')).records.slice(0, 1) } },
    ],
  ])('keeps the items when it %s, still truncated, and can be retried', async (_, reply) => {
    const it = harness((call) => (cursorIn(call) ? reply : page('next', alarm('a'))));
    it.runner.refresh();
    await done(it.live);
    it.runner.more(0);
    await vi.waitFor(() => expect(it.live().view[0]?.more).toMatchObject({ asking: false }));
    expect(names(it.live())).toEqual(['a']);
    expect(it.live().view[0]).toMatchObject({
      status: 'answered',
      header: { truncated: true, cursor: 'next' },
    });
    it.runner.more(0);
    expect(it.calls).toHaveLength(3);
  });
});

test('a retry reloads one source and keeps the other', async () => {
  let busy = true;
  const end = { type: 'end', requestId: 'r' };
  const it = harness(({ body }) => {
    const alone = Array.isArray(body?.sources) && body.sources.length === 1;
    if (alone) return page(undefined, alarm('recovered'));
    busy = false;
    const [header, row] = inline('us-east-1', alarm('well')).records;
    return {
      status: 200,
      body: { records: [throttled, { ...header, source: 1 }, { ...row, source: 1 }, end] },
    };
  }, 2);
  it.runner.refresh();
  await done(it.live);
  expect(busy).toBe(false);
  expect(it.live().view.map(({ status }) => status)).toEqual(['failed', 'answered']);
  expect(it.live().view[0]?.problem?.retryAfter).toBe(7);
  it.runner.retry(0);
  expect(it.live().view.map(({ status }) => status)).toEqual(['waiting', 'answered']);
  await vi.waitFor(() => expect(it.live().view[0]?.status).toBe('answered'));
  expect(names(it.live())).toEqual(['recovered', 'well']);
});

test('changes between two answers are reported once', async () => {
  const answers = [
    [alarm('a'), alarm('b')],
    [alarm('a', 'ALARM'), alarm('b'), alarm('c')],
    [alarm('a', 'ALARM'), alarm('b'), alarm('c')],
  ];
  const it = harness(() => page(undefined, ...(answers.shift() ?? [])));
  const changes: unknown[] = [];
  for (let n = 0; n < 3; n++) {
    it.runner.refresh();
    await done(it.live);
    changes.push(Object.fromEntries(it.live().changes));
  }
  expect(changes).toEqual([{}, { '0 metric a': 'OK', '0 metric c': '' }, {}]);
});

test('a refusal before the provider costs no call', async () => {
  const it = harness(() => ({
    status: 404,
    body: { error: { code: 'not_found', message: 'No.' } },
  }));
  it.runner.refresh();
  await done(it.live);
  expect(it.live().cost?.calls).toBe(0);
});
