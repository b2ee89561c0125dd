import { text } from '../../text/en';
import { clockTime } from '../../ui/ago';
import { askedWords } from '../filter-words';
import { headline } from '../verdict-line';
import type { ShapeProps } from './shape';

/** A title is the author's: it must not turn around what stands behind it. U+2068 and U+2069 keep it to itself. */
const isolated = (title: string): string => `\u2068${title}\u2069`;

/** tooltipOf is all that does not fit into a badge. `gap` says that not everything came, where the verdict does not. */
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
