import { hintIn, seenIn, statementOf } from '../../providers/steps';
import { text } from '../../text/en';
import { isUnproved, type Line, type Progress } from './lines';

/** Names are the names of places by id. */
export type Names = ReadonlyMap<string, string>;

/** sentenceOf is the statement of a line, and what was seen where it passed. */
export function sentenceOf({ step, place, progress }: Line, names: Names): string {
  const statement = statementOf(step, place, names);
  const seen = progress.state === 'passed' ? seenIn(progress.answer) : undefined;
  return seen === undefined ? statement : `${statement}: ${seen}`;
}

/** lookOf is the state that a line shows. A pass without proof is no failure, but no proof either. */
export function lookOf(progress: Progress): Progress['state'] {
  return isUnproved(progress) ? 'inconclusive' : progress.state;
}

/** hintOf is what to look at in a line that passed but saw nothing. */
export function hintOf({ progress }: Line): string | undefined {
  return progress.state === 'passed' ? hintIn(progress.answer) : undefined;
}

/** announcementOf is what is read out after each step: the last thing that happened, without the seconds. */
export function announcementOf(lines: readonly Line[], names: Names): string {
  const words = text.settings.testing;
  const last = lines.findLast(
    ({ progress }) => !['waiting', 'running', 'untried'].includes(progress.state),
  );
  if (!last) return '';
  const { progress } = last;
  const sentence = `${words.states[lookOf(progress)]}: ${sentenceOf(last, names)}.`;
  const more = progress.state === 'pausing' ? words.patience.announcement : hintOf(last);
  return more === undefined ? sentence : `${sentence} ${more}`;
}
