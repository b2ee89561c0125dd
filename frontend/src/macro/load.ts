import { call, problemIn } from '../platform/backend';
import { inContainer } from '../platform/bridge';
import type { Source } from '../wire/macro-config';
import type { Problem } from '../wire/problem';
import type { Query } from '../wire/query';
import type { ViewRecord } from '../wire/records';
import { parseViewAnswer } from '../wire/view';
import { openStream, readRecords } from './stream';
import { rememberRefusal, streamsRefused } from './stream-memory';

/** AskedSource is a source from its beginning, or from where an earlier answer ended. */
export interface AskedSource extends Source {
  cursor?: string | undefined;
}

/** Question is what one view asks, in the space it stands in. */
export interface Question {
  spaceId?: string | undefined;
  sources: readonly AskedSource[];
  query: Query;
}

/** Sink takes what a view answers, as it arrives. `scope` lists the indexes of the sources concerned. */
export interface Sink {
  records: (records: readonly ViewRecord[], scope: readonly number[]) => void;
  problem: (problem: Problem, scope: readonly number[]) => void;
}

/** Longer than any invocation may take (25 s), so that only a stream that hangs is given up. */
const GIVE_UP_MS = 30_000;

/**
 * loadView asks for a view and returns when nothing more will come. Rows stream past the bridge where the
 * browser can reach the backend; otherwise each source is asked for by itself, all at the same time.
 * A view that is abandoned asks nothing further.
 */
export async function loadView(
  question: Question,
  sink: Sink,
  abandoned: AbortSignal,
): Promise<void> {
  const everything = question.sources.map((_, index) => index);
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

/** streamed reads the rest of an answer from its stream and reports whether there was a stream at all. */
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
