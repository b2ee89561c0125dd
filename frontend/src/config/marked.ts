import { text } from '../text/en';
import type { FormErrors } from './form-errors';

const { wrong: words, previewNone, previewNames, previewWrong } = text.config;

/** What is still to be chosen is no mistake of the author. */
const lacks: readonly string[] = [words.connection, words.places, words.names];

/**
 * marked returns the errors to show at their fields: those that an attempt to save has found, and
 * mistakes that stay after a pause.
 */
export function marked(
  wrong: FormErrors,
  settled: FormErrors,
  tried: readonly string[],
): FormErrors {
  const isMarked = ([field, words]: [string, string | undefined]): boolean =>
    tried.includes(field) ||
    (settled[field] !== undefined && words !== undefined && !lacks.includes(words));
  return Object.fromEntries(Object.entries(wrong).filter(isMarked));
}

/** noneWords says why a form with these errors has no preview, or not yet. */
export function noneWords(wrong: FormErrors): string {
  const found = Object.values(wrong);
  if (found.length === 0) return text.macro.asking;
  if (found.some((it) => it === words.connection || it === words.places)) return previewNone;
  return found.includes(words.names) ? previewNames : previewWrong;
}
