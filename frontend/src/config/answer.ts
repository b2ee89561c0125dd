import type { Question } from '../macro/load';
import { mergedView } from '../macro/merged-view';
import type { Live } from '../macro/runner';
import type { View } from '../macro/view';
import { text } from '../text/en';
import { placeOf, queryOf, type MacroConfig, type Source } from '../wire/macro-config';
import { countWords } from './count-words';

/** Answer is a question of the preview, and what is known about it. */
export interface Answer {
  question: Pick<Question, 'sources' | 'query'>;
  live: Live;
}

/**
 * viewFor returns the answer to the question of a configuration, null if the preview has asked
 * another one.
 */
export function viewFor(config: MacroConfig, answer: Answer | null): View | null {
  if (!answer) return null;
  const { question, live } = answer;
  const isOther = keyOf({ sources: config.sources, query: queryOf(config) }) !== keyOf(question);
  if (isOther) return null;
  return live.settled === null ? live.view : mergedView(live.view, live.settled);
}

function keyOf({ sources, query }: Answer['question']): string {
  return JSON.stringify([sources, query]);
}

/** countIn says how many alarms one source of a configuration has. */
export function countIn(config: MacroConfig, view: View | null, source: Source): string {
  const found = view?.find(({ asked }) => isSame(asked, source));
  return found ? countWords([found], queryOf(config)) : text.macro.asking;
}

function isSame(a: Source, b: Source): boolean {
  const [one, other] = [a, b].map((it) => JSON.stringify([it.connection, placeOf(it), it.alerts]));
  return one === other;
}
