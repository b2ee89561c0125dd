import { expect } from 'vitest';
import { fresh, Runner, type Live } from '../src/macro/runner';
import type { Query } from '../src/wire/query';
import { fakeBackend, type Call, type Reply } from './fake-backend';
import { end } from './records-fixture';
import { inline } from './view-fixtures';

/** sources are the sources of the questions, in order. */
export const sources = [
  { connection: 'c-1', region: 'eu-central-1' },
  { connection: 'c-1', region: 'us-east-1' },
];

/** Run is a runner, its latest view and its calls. */
export interface Run {
  runner: Runner;
  live: () => Live;
  calls: Call[];
}

/** run prepares a question for one or two sources, and keeps the latest view. */
export function run(
  reply: (call: Call) => Reply | Promise<Reply>,
  count = 1,
  query: Query = {},
): Run {
  const question = { sources: sources.slice(0, count), query };
  let live = fresh(question);
  const calls = fakeBackend(reply);
  const runner = new Runner(question, live, (now) => (live = now));
  return { runner, live: () => live, calls };
}

/** refreshed refreshes a view and waits for its end. It moves no fake clock. */
export async function refreshed({ runner, live }: Run): Promise<void> {
  runner.refresh();
  await expect.poll(() => live().loading).toBe(false);
}

/** alarm is one alarm of an answer. */
export const alarm = (name: string, state = 'OK'): object => ({ name, kind: 'metric', state });

/** reply is an answer of some records. */
export const reply = (...records: object[]): Reply => ({ status: 200, body: { records } });

/** recordsOf is the answer of a single source, without its end; with a cursor it is truncated. */
export function recordsOf(cursor: string | undefined, ...alarms: object[]): object[] {
  const [header, ...rest] = inline('eu-central-1', ...alarms).records.slice(0, -1);
  return [{ ...header, truncated: cursor !== undefined, cursor }, ...rest];
}

/** failureOf is the answer of a single source that failed. */
export function failureOf(code: string, retryAfter?: number): object[] {
  return [{ type: 'error', source: 0, error: { code, message: `${code}.`, retryAfter } }];
}

/** page answers for a single source. */
export const page = (cursor: string | undefined, ...alarms: object[]): Reply =>
  reply(...recordsOf(cursor, ...alarms), end);

/** failing answers that a single source failed. */
export const failing = (code: string, retryAfter?: number): Reply =>
  reply(...failureOf(code, retryAfter), end);

/** both answers for two sources. */
export const both = (first: object[], second: object[]): Reply =>
  reply(...first, ...second.map((record) => ({ ...record, source: 1 })), end);

/** names lists the items of a view. */
export const names = ({ view }: Live): string[] =>
  view.flatMap(({ items }) => items.map(({ name }) => name));
