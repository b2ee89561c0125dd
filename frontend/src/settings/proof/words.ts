import { text } from '../../text/en';
import type { StepAnswer, StepId } from '../../wire/test-step';
import type { Line } from './lines';

/** Names are Region names by id. */
export type Names = ReadonlyMap<string, string>;

/** statementOf says what a step proves, in the words for people. */
export function statementOf(step: StepId, region: string | undefined, names: Names): string {
  const words = text.settings.testing;
  if (step !== 'alarms') return words.steps[step];
  if (region === undefined || region === '') return words.alarmsInEach;
  return words.alarmsIn(names.get(region) ?? region);
}

/** sentenceOf is the statement of a line, and what was seen where it passed. */
export function sentenceOf({ step, region, progress }: Line, names: Names): string {
  const statement = statementOf(step, region, names);
  const seen = progress.state === 'passed' ? seenIn(progress.answer) : undefined;
  return seen === undefined ? statement : `${statement}: ${seen}`;
}

/** announcementOf is what is read out after each step: the last thing that happened, without the seconds. */
export function announcementOf(lines: readonly Line[], names: Names): string {
  const words = text.settings.testing;
  const last = lines.findLast(({ progress }) => !['waiting', 'running', 'untried'].includes(progress.state));
  if (!last) return '';
  const { progress } = last;
  const sentence = `${words.states[progress.state]}: ${sentenceOf(last, names)}.`;
  return progress.state === 'pausing' ? `${sentence} ${words.patience.heard}` : sentence;
}

function seenIn(answer: StepAnswer): string | undefined {
  const words = text.settings.testing;
  const { alarms, truncated, namePrefix, composites, account } = answer;
  if (alarms !== undefined) return words.seen(alarms, truncated ?? false, namePrefix);
  if (composites !== undefined) return words.composites[composites];
  return account === undefined ? undefined : words.account(account);
}
