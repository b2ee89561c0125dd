import { text } from '../../text/en';
import { ago, clockTime } from '../../ui/ago';
import { askedWords } from '../filter-words';
import { headline } from '../bar/headline';
import { isSimulated, type SourceView } from '../view';
import type { ShapeProps } from './shape';

/**
 * Authors write titles, and one with bidi controls must not reorder the text after it. U+2068 and
 * U+2069 isolate it.
 */
const isolated = (title: string): string => `\u2068${title}\u2069`;

/** Shown is the visible part of a badge, and its time in milliseconds since 1970. */
export interface Shown {
  word: string;
  /** An incomplete answer that the verdict does not mention. */
  gap: boolean;
  now: number;
}

/**
 * badgeSentence returns everything about a verdict, for the name and the tooltip of a badge. It
 * contains the visible words, so that people can call the badge by them (WCAG 2.5.3).
 */
export function badgeSentence(props: ShapeProps, { word, gap, now }: Shown): string {
  const { view, tally, config, query } = props;
  const { badge, asOf, counts } = text.macro;
  const { title = '' } = config;
  const said = headline(tally) + (gap ? `, ${badge.incomplete}` : '');
  const age =
    tally.asOf === undefined ? '' : `, ${asOf(clockTime(tally.asOf))}, ${ago(tally.asOf, now)}`;
  const named = title === '' ? '' : `${isolated(title)}: `;
  const silent =
    tally.silent > 0 && config.silent !== 'hide' ? `${counts.silent(tally.silent)}.` : '';
  const left = view.flatMap(({ header }) => leftWords(header));
  const simulated = view.some(isSimulated) ? text.macro.simulated : '';
  const rest = [
    simulated,
    tally.firstProblem ?? '',
    silent,
    ...left,
    askedWords(query, view),
  ].filter((words) => words !== '');
  const verdict = badge.label(word === said ? word : `${word}. ${said}`);
  return [`${named}${verdict}${age}.`, ...rest].join(' ');
}

/** leftWords counts what the filters of a source left out, of rules beside others only the unwell. */
function leftWords(header: SourceView['header']): string[] {
  const { rules } = text.macro;
  const { count, worst } = header?.left ?? { count: 0, worst: '' };
  if (header?.count === 0 && header.left) return [rules.left(count, worst)];
  return count > 0 && worst !== 'normal' ? [rules.alsoLeft(count, worst)] : [];
}
