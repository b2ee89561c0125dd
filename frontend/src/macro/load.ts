import { call, problemIn } from '../platform/backend';
import type { MacroConfig, Source } from '../wire/macro-config';
import type { Problem } from '../wire/problem';
import type { ViewRecord } from '../wire/records';
import { parseViewAnswer } from '../wire/view';
import { openStream, readRecords } from './stream';
import { rememberRefusal, streamsRefused } from './stream-memory';

/** Question is what one view asks: the author's choice, in the space it stands in. */
export interface Question {
  spaceId?: string | undefined;
  config: MacroConfig;
}

/** Sink takes what a view answers, as it arrives. `scope` says which places of the view it is about. */
export interface Sink {
  records: (records: readonly ViewRecord[], scope: readonly number[]) => void;
  problem: (problem: Problem, scope: readonly number[]) => void;
}

/**
 * loadView asks for a view and returns when nothing more will come. Rows stream past the bridge where the
 * browser can reach the backend; otherwise each source is asked for by itself, all at the same time.
 */
export async function loadView(question: Question, sink: Sink, signal: AbortSignal): Promise<void> {
  const everything = question.config.sources.map((_, place) => place);
  if (streamsRefused()) return askEach(question, everything, sink);
  const left = new Set(everything);
  try {
    const answer = parseViewAnswer(await ask(question, question.config.sources, 'stream'));
    sink.records(answer.records, everything);
    if (!answer.rest) return;
    for (const record of answer.records) if (record.type === 'error') left.delete(record.source);
    const body = await openStream(answer.rest, signal);
    if (body) {
      await readRecords(body, (record) => sink.records([record], everything));
      return;
    }
  } catch (thrown) {
    sink.problem(problemIn(thrown), everything);
    return;
  }
  rememberRefusal();
  await askEach(question, [...left], sink);
}

async function askEach(question: Question, places: readonly number[], sink: Sink): Promise<void> {
  await Promise.all(places.map((place) => askOne(question, place, sink)));
}

async function askOne(question: Question, place: number, sink: Sink): Promise<void> {
  try {
    const sources = question.config.sources.slice(place, place + 1);
    sink.records(parseViewAnswer(await ask(question, sources, 'inline')).records, [place]);
  } catch (thrown) {
    sink.problem(problemIn(thrown), [place]);
  }
}

function ask(question: Question, sources: readonly Source[], answer: 'stream' | 'inline'): Promise<unknown> {
  const { namePrefix } = question.config;
  return call({
    method: 'POST',
    path: '/v1/views',
    body: {
      ...(question.spaceId === undefined ? {} : { spaceId: question.spaceId }),
      answer,
      sources: sources.map(({ connection, region }) => ({ connection, region })),
      ...(namePrefix === '' ? {} : { query: { namePrefix } }),
    },
  });
}
