import { knownWith, type Known } from '../providers/selections';
import type { Answer } from './answer';

/** Learned is the latest answer of the preview, and what all of its answers have shown. */
export interface Learned {
  answer: Answer | null;
  known: Known;
}

/** unasked is what is known before the first answer. */
export const unasked: Learned = { answer: null, known: new Map() };

/** learned adds an answer. Only a settled one counts, each once. */
export function learned({ answer, known }: Learned, next: Answer): Learned {
  const { settled } = next.live;
  const isNew = settled !== null && settled !== answer?.live.settled;
  return { answer: next, known: isNew ? knownWith(known, settled) : known };
}
