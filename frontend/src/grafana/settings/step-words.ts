import { text } from '../../text/en';
import type { Note } from '../../wire/note';
import type { StackStep, StepAnswer } from '../../wire/test-step';
import { MOST_FOLDERS } from './folders';

const words = text.settings.testing;

/** RemarkWords are the words of a note, and whether it is a warning. */
export interface RemarkWords {
  isWarning: boolean;
  message: string;
  hint?: string | undefined;
  /** What the note is about, with its introduction; "" for nothing. */
  about: string;
  /** For a list of connections; "" where it need not be there. */
  short: string;
}

/** Notes that describe a connection, and ask for nothing. */
const calm = [
  'grafana_plugin_rights',
  'grafana_rights_missing',
  'grafana_sees_everything',
  'grafana_no_rules',
  'grafana_no_renderer',
];

/** A note names at most so many actions: a token that may do everything has hundreds. */
const MOST_NAMED = 5;

/** remarkOf puts a note into words: those of the backend, if it sent any. */
export function remarkOf({ code, about, message, hint }: Note): RemarkWords {
  const known: Partial<Record<string, { message: string; about: string; short: string }>> =
    words.stacks.notes;
  const own = known[code] ?? {
    message: words.stacks.unknownNote(code),
    about: '',
    short: words.stacks.unknownNote(code),
  };
  const all = about.filter((it) => it !== '');
  const some = all.slice(0, MOST_NAMED).join(', ');
  const named = all.length > MOST_NAMED ? words.stacks.andOthers(some) : some;
  return {
    isWarning: !calm.includes(code),
    message: message ?? own.message,
    hint,
    about: named === '' ? '' : `${own.about} ${named}`.trim(),
    short: own.short,
  };
}

/** statementOf describes what a step proves. */
export function statementOf(step: StackStep): string {
  return words.stacks.steps[step];
}

/** seenIn describes the findings of a passed step. */
export function seenIn({ alarms, truncated, folders }: StepAnswer): string | undefined {
  if (alarms !== undefined) return words.stacks.rules(alarms, truncated ?? false);
  return folders && words.stacks.folders(folders.length, folders.length >= MOST_FOLDERS);
}

/** isDoubtful reports whether a step passed without proof: the stack did not tell the rights. */
export function isDoubtful({ notes }: StepAnswer): boolean {
  return notes.some(({ code }) => code === 'grafana_rights_unknown');
}

/** RETRY_WINDOW_MS is how long a stack may take to wake up, and a little more. */
export const RETRY_WINDOW_MS = 180_000;

/** isWaiting reports whether an answer without a result is worth asking for again. */
export function isWaiting({ outcome, problem }: StepAnswer): boolean {
  return outcome === 'inconclusive' && problem?.code === 'grafana_waking';
}
