import { call, problemIn } from '../platform/backend';
import { inContainer } from '../platform/bridge';
import { rulesLoaded } from '../providers/items';
import type { Source } from '../wire/macro-config';
import type { Problem } from '../wire/problem';
import type { Query } from '../wire/query';
import type { ViewRecord } from '../wire/records';
import { parseViewAnswer } from '../wire/view';
import type { ReadyRecord } from './ready-record';
import { openStream, readRecords } from './stream';
import { rememberRefusal, streamsRefused } from './stream-memory';

/** AskedSource is a source from its first item, or from the cursor of an earlier answer. */
export type AskedSource = Source & { cursor?: string | undefined };

/** Question is the request of one view, with the space of its page. */
export interface Question {
  spaceId?: string | undefined;
  sources: readonly AskedSource[];
  query: Query;
}

/**
 * Sink receives the answer of a view as it arrives. `scope` lists the indexes of the affected
 * sources.
 */
export interface Sink {
  records: (records: readonly ReadyRecord[], scope: readonly number[]) => void;
  problem: (problem: Problem, scope: readonly number[]) => void;
}

/**
 * The timeout of a stream. It exceeds the longest invocation (25 s), so that only a hung stream
 * reaches it.
 */
const GIVE_UP_MS = 30_000;

/**
 * callsFor splits sources into the views that run at the same time: one of those whose answers
 * stream, and one of those with rules, whose answers are inline. No view waits for the other.
 */
export function callsFor(sources: readonly Source[], indexes: readonly number[]): number[][] {
  const hasRules = (index: number): boolean => sources[index]?.alerts !== undefined;
  return [indexes.filter((index) => !hasRules(index)), indexes.filter(hasRules)].filter(
    (call) => call.length > 0,
  );
}

/**
 * loadView loads a view of one of these calls and returns at its end. If the browser can reach the backend, rows stream
 * without passing the bridge; otherwise one call per source runs, all in parallel. An aborted view
 * makes no further call.
 */
export async function loadView(
  question: Question,
  sink: Sink,
  abandoned: AbortSignal,
): Promise<void> {
  const everything = question.sources.map((_, index) => index);
  if (question.sources.some(({ alerts }) => alerts)) return askRules(question, everything, sink);
  if (inContainer() || streamsRefused()) return askEach(question, everything, sink);
  try {
    const { records, rest } = parseViewAnswer(await ask(question, question.sources, 'stream'));
    sink.records(records, everything);
    if (!rest || (await streamed(rest, (record) => sink.records([record], everything), abandoned)))
      return;
    if (abandoned.aborted) return;
    rememberRefusal();
    const failed = records.map((record) => (record.type === 'error' ? record.source : -1));
    await askEach(
      question,
      everything.filter((index) => !failed.includes(index)),
      sink,
    );
  } catch (thrown) {
    sink.problem(problemIn(thrown), everything);
  }
}

/** streamed reads the remaining records from a stream and reports whether the stream opened. */
async function streamed(
  rest: { url: string; grant: string },
  sink: (record: ViewRecord) => void,
  abandoned: AbortSignal,
): Promise<boolean> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), GIVE_UP_MS);
  try {
    const body = await openStream(rest, AbortSignal.any([abandoned, timeout.signal]));
    if (body) await readRecords(body, sink);
    return body !== null;
  } finally {
    clearTimeout(timer);
  }
}

/** askRules makes one inline call, while the code of rules loads. The query is not about rules. */
async function askRules(
  { spaceId, sources }: Question,
  indexes: readonly number[],
  sink: Sink,
): Promise<void> {
  try {
    const answer = ask({ spaceId, sources, query: {} }, sources, 'inline');
    const [withItems, value] = await Promise.all([rulesLoaded(), answer]);
    sink.records(withItems(parseViewAnswer(value).records), indexes);
  } catch (thrown) {
    sink.problem(problemIn(thrown), indexes);
  }
}

async function askEach(question: Question, indexes: readonly number[], sink: Sink): Promise<void> {
  await Promise.all(indexes.map((index) => askOne(question, index, sink)));
}

async function askOne(question: Question, index: number, sink: Sink): Promise<void> {
  try {
    const sources = question.sources.slice(index, index + 1);
    sink.records(parseViewAnswer(await ask(question, sources, 'inline')).records, [index]);
  } catch (thrown) {
    sink.problem(problemIn(thrown), [index]);
  }
}

function ask(
  question: Question,
  sources: readonly AskedSource[],
  answer: 'stream' | 'inline',
): Promise<unknown> {
  const { spaceId, query } = question;
  return call({
    method: 'POST',
    path: '/v1/views',
    body: {
      ...(spaceId === undefined ? {} : { spaceId }),
      answer,
      sources: sources.map(({ cursor, ...source }) =>
        cursor === undefined ? source : { ...source, cursor },
      ),
      ...(Object.keys(query).length === 0 ? {} : { query }),
    },
  });
}
