// @vitest-environment jsdom
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBackend, type Call, type Reply } from '../../tests/fake-backend';
import { end } from '../../tests/records-fixture';
import { rule, rulesOf } from '../../tests/rules-fixture';
import { alarm, failing, page } from '../../tests/runner-fixture';
import { callsFor, type Question } from './load';
import { fresh, Runner, type Live } from './runner';
import { testOnlyForget } from './stream-memory';
import { tally } from './tally';

afterEach(testOnlyForget);

const aws = { connection: 'c-1', region: 'eu-central-1' };
const stack = { connection: 'c-2', alerts: { states: ['firing'] } };
const question: Question = {
  spaceId: '42',
  sources: [stack, aws],
  query: { namePrefix: 'a' },
};

const hasRules = ({ body }: Call): boolean => JSON.stringify(body).includes('"alerts"');
const answerOf = (...records: object[]): Reply => ({
  status: 200,
  body: { records: [...records, end] },
});
const rules = answerOf(...rulesOf([rule('r', 'pending')]));
const alarms = page(undefined, alarm('a'));

interface Run {
  runner: Runner;
  live: () => Live;
  calls: Call[];
}

function run(reply: (call: Call) => Reply | Promise<Reply>, asked = question): Run {
  let live = fresh(asked);
  const calls = fakeBackend(reply);
  const runner = new Runner(asked, live, (now) => (live = now));
  return { runner, live: () => live, calls };
}

const statuses = ({ live }: Run): string[] => live().view.map(({ status }) => status);
const never = new Promise<Reply>(() => undefined);
const settled = (it: Run): Promise<void> => vi.waitFor(() => expect(it.live().loading).toBe(false));

test('sources are asked in a call of those that stream, and a call of those with rules', () => {
  const sources = [aws, stack, aws, stack];
  expect(callsFor(sources, [0, 1, 2, 3])).toEqual([
    [0, 2],
    [1, 3],
  ]);
  expect(callsFor(sources, [3, 2])).toEqual([[2], [3]]);
  expect(callsFor(sources, [0])).toEqual([[0]]);
  expect(callsFor(sources, [1])).toEqual([[1]]);
  expect(callsFor(sources, [])).toEqual([]);
});

test('both calls begin at the same time, and the query is not about rules', async () => {
  const it = run((call) => (hasRules(call) ? rules : alarms));
  it.runner.refresh();
  expect(it.calls.map(({ body }) => body)).toEqual([
    { spaceId: '42', answer: 'stream', sources: [aws], query: { namePrefix: 'a' } },
    { spaceId: '42', answer: 'inline', sources: [stack] },
  ]);
  await settled(it);
  expect(statuses(it)).toEqual(['answered', 'answered']);
  expect(it.live().view.map(({ items }) => items.map(({ name }) => name))).toEqual([['r'], ['a']]);
  expect(it.live().cost?.calls).toBe(2);
  expect(tally(it.live().view, question.query)).toMatchObject({ verdict: 'pending' });
});

describe.each<[string, (call: Call) => boolean, number]>([
  ['rules', hasRules, 1],
  ['alarms', (call) => !hasRules(call), 0],
])('a call for %s that never answers', (_, hangs, other) => {
  test('delays nothing of the other', async () => {
    const it = run((call) => (hangs(call) ? never : hasRules(call) ? rules : alarms));
    it.runner.refresh();
    await vi.waitFor(() => expect(it.live().view[other]?.status).toBe('answered'));
    expect(it.live().view[other]?.items).toHaveLength(1);
    expect(it.live().view[1 - other]).toMatchObject({ status: 'waiting', items: [] });
    expect(it.live().loading).toBe(true);
    expect(tally(it.live().view, {})).toMatchObject({ verdict: 'unknown', reason: 'asking' });
  });
});

test('a failed source can be asked again while the other call hangs', async () => {
  const answers = [failing('aws_timeout'), alarms];
  const it = run((call) => (hasRules(call) ? never : (answers.shift() ?? alarms)));
  it.runner.refresh();
  await vi.waitFor(() => expect(it.live().view[1]?.status).toBe('failed'));
  it.runner.retry(0);
  expect(it.calls).toHaveLength(2);
  it.runner.retry(1);
  await vi.waitFor(() => expect(it.live().view[1]?.status).toBe('answered'));
  expect(it.calls).toHaveLength(3);
  // The view settles with the last call.
  expect(it.live()).toMatchObject({ loading: true, settled: null });
});

test('each source waits for its own upstream', async () => {
  const busy = answerOf({
    type: 'error',
    source: 0,
    error: { code: 'grafana_throttled', message: 'Busy.', retryAfter: 600 },
  });
  const it = run((call) => (hasRules(call) ? busy : alarms));
  it.runner.refresh();
  await settled(it);
  expect(statuses(it)).toEqual(['failed', 'answered']);
  expect(it.live().view.map(({ notBefore }) => notBefore !== undefined)).toEqual([true, false]);
  it.runner.refresh();
  await settled(it);
  expect(it.calls.map(hasRules)).toEqual([false, true, false]);
});

test('a problem of one call is none of the other', async () => {
  const refusal = { status: 403, body: { error: { code: 'no_user', message: 'No.' } } };
  const it = run((call) => (hasRules(call) ? refusal : alarms));
  it.runner.refresh();
  await settled(it);
  expect(statuses(it)).toEqual(['refused', 'answered']);
  expect(it.live().view[0]?.problem?.code).toBe('no_user');
});

test('an answer with a malformed rule is a problem of its source', async () => {
  const odd = answerOf(...rulesOf([{ name: 'r', state: 'firing' }]));
  const it = run((call) => (hasRules(call) ? odd : alarms));
  it.runner.refresh();
  await settled(it);
  expect(it.live().view[0]).toMatchObject({
    status: 'refused',
    problem: { code: 'ui_bad_answer' },
  });
  expect(statuses(it)[1]).toBe('answered');
});

test('a failed refresh keeps the rules, with their age', async () => {
  const answers = [rules, failing('grafana_timeout'), failing('grafana_token_revoked')];
  const it = run((call) => (hasRules(call) ? (answers.shift() ?? rules) : alarms));
  const reasons: string[] = [];
  while (reasons.length < 3) {
    it.runner.refresh();
    await settled(it);
    const { view } = it.live();
    reasons.push(`${tally(view, {}).reason} ${view[0]?.items.length ?? 0}`);
  }
  expect(reasons).toEqual(['pending 1', 'stale 1', 'not-permitted 0']);
});

test('a truncated answer with rules has no second view, and counts "at least"', async () => {
  const cut = answerOf(...rulesOf([rule('r', 'firing')], { truncated: true }));
  const it = run((call) => (hasRules(call) ? cut : alarms));
  it.runner.refresh();
  await settled(it);
  expect(it.calls).toHaveLength(2);
  expect(it.live().view[0]?.firing).toBeUndefined();
  expect(tally(it.live().view, {})).toMatchObject({ reason: 'firing', atLeast: true });
});

test('a rule has the name of an alarm that is missing', async () => {
  const it = run((call) => (hasRules(call) ? answerOf(...rulesOf([rule('x')])) : alarms));
  it.runner.refresh();
  await settled(it);
  expect(tally(it.live().view, { names: ['x'] })).toMatchObject({
    reason: 'some-missing',
    absent: ['x'],
  });
});
