import { text } from '../../text/en';
import { clockTime } from '../../ui/ago';
import { askedWords } from '../filter-words';
import { headline } from '../verdict-line';
import type { ShapeProps } from './shape';

/**
 * Authors write titles, and one with bidi controls must not reorder the text after it. U+2068 and
 * U+2069 isolate it.
 */
const isolated = (title: string): string => `\u2068${title}\u2069`;

/**
 * tooltipOf returns the details that do not fit into a badge. `gap` marks an incomplete answer that
 * the verdict does not mention.
 */
export function tooltipOf({ liveView, tally, config, query }: ShapeProps, gap: string): string {
  const { title = '' } = config;
  const label = text.macro.badge.label(text.macro.verdicts[tally.verdict], headline(tally) + gap);
  const age = tally.asOf === undefined ? '' : `, ${text.macro.asOf(clockTime(tally.asOf))}`;
  const named = title === '' ? '' : `${isolated(title)}: `;
  const silent = tally.silent > 0 ? text.macro.wouldNotPage(tally.silent, tally.total) : '';
  const rest = [tally.firstProblem ?? '', silent, askedWords(query, liveView.live.view)].filter(
    (words) => words !== '',
  );
  return [`${named}${label}${age}.`, ...rest].join(' ');
}
