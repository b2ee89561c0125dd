import { text } from '../../text/en';
import type { StepAnswer, StepId } from '../../wire/test-step';
import { isDoubtful, type Line, type Progress } from './lines';

/** Names are the names of places by id. */
export type Names = ReadonlyMap<string, string>;

/** statementOf says what a step proves, in the words for people. */
export function statementOf(step: StepId, place: string | undefined, names: Names): string {
  const words = text.settings.testing;
  if (step !== 'alarms') return words.steps[step];
  if (place === undefined || place === '') return words.alarmsInEach;
  return words.alarmsIn(names.get(place) ?? place);
}

/** sentenceOf is the statement of a line, and what was seen where it passed. */
export function sentenceOf({ step, place, progress }: Line, names: Names): string {
  const statement = statementOf(step, place, names);
  const seen = progress.state === 'passed' ? seenIn(progress.answer) : undefined;
  return seen === undefined ? statement : `${statement}: ${seen}`;
}

/** lookOf is the state that a line shows. That no composite alarm was seen is no failure, but no proof either. */
export function lookOf(progress: Progress): Progress['state'] {
  return isDoubtful(progress) ? 'inconclusive' : progress.state;
}

/** hintOf is what to look at in a line that passed but saw nothing: a prefix may be misspelt. */
export function hintOf({ progress }: Line): string | undefined {
  if (progress.state !== 'passed') return undefined;
  const { alarms, truncated, namePrefix } = progress.answer;
  const nothing = alarms === 0 && truncated !== true && namePrefix !== undefined;
  return nothing ? text.settings.testing.noneBegins : undefined;
}

/** announcementOf is what is read out after each step: the last thing that happened, without the seconds. */
export function announcementOf(lines: readonly Line[], names: Names): string {
  const words = text.settings.testing;
  const last = lines.findLast(({ progress }) => !['waiting', 'running', 'untried'].includes(progress.state));
  if (!last) return '';
  const { progress } = last;
  const sentence = `${words.states[lookOf(progress)]}: ${sentenceOf(last, names)}.`;
  const more = progress.state === 'pausing' ? words.patience.heard : hintOf(last);
  return more === undefined ? sentence : `${sentence} ${more}`;
}

function seenIn(answer: StepAnswer): string | undefined {
  const words = text.settings.testing;
  const { alarms, truncated, namePrefix, composites, account } = answer;
  if (alarms !== undefined) return words.seen(alarms, truncated ?? false, namePrefix);
  if (composites !== undefined) return words.composites[composites];
  return account === undefined ? undefined : words.account(account);
}
