import {
  hintIn,
  remarkOf,
  retryWindow,
  seenIn,
  statementOf,
  type RemarkWords,
} from '../../providers/steps';
import { text } from '../../text/en';
import { isUnproved, type Line, type Progress } from './lines';

/** Names map place ids to names. */
export type Names = ReadonlyMap<string, string>;

/** sentenceOf returns the statement of a line, with the findings of a passed step. */
export function sentenceOf({ step, place, progress }: Line, names: Names): string {
  const statement = statementOf(step, place, names);
  const seen = progress.state === 'passed' ? seenIn(progress.answer) : undefined;
  return seen === undefined ? statement : `${statement}: ${seen}`;
}

/**
 * lookOf returns the displayed state of a line. A pass without proof is neither a failure nor a
 * proof.
 */
export function lookOf(progress: Progress): Progress['state'] {
  return isUnproved(progress) ? 'inconclusive' : progress.state;
}

/** hintOf returns a hint on a passed step without findings. */
export function hintOf({ progress }: Line): string | undefined {
  return progress.state === 'passed' ? hintIn(progress.answer) : undefined;
}

/** remarksOf puts the notes on a passed step into words. */
export function remarksOf({ progress }: Line): RemarkWords[] {
  return progress.state === 'passed' ? progress.answer.notes.map(remarkOf) : [];
}

/**
 * announcementOf returns the screen-reader announcement of a test. After a step it is the latest
 * change, without the seconds. After the test it is the step that did not pass, if any, and the
 * summary, which is empty until then.
 */
export function announcementOf(lines: readonly Line[], names: Names, summary: string): string {
  if (summary === '') {
    const last = lines.findLast(
      ({ progress }) => !['waiting', 'running', 'untried'].includes(progress.state),
    );
    return last ? changeIn(last, names) : '';
  }
  const first = (look: Progress['state']): Line | undefined =>
    lines.find(({ progress }) => lookOf(progress) === look);
  const stop = first('failed') ?? first('inconclusive');
  return `${stop ? changeIn(stop, names) : `${text.settings.testing.title}:`} ${summary}`;
}

function changeIn(line: Line, names: Names): string {
  const words = text.settings.testing;
  const { progress } = line;
  const sentence = `${words.states[lookOf(progress)]}: ${sentenceOf(line, names)}.`;
  const more =
    progress.state === 'pausing'
      ? words.patience.announcement(retryWindow(line.step) / 60_000)
      : hintOf(line);
  const warnings = remarksOf(line).filter(({ isWarning }) => isWarning);
  return [sentence, more, ...warnings.map(({ message }) => message)].filter(Boolean).join(' ');
}
