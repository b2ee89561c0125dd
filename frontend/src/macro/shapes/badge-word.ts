import { text } from '../../text/en';
import type { Tally } from '../tally';

/** The largest number that is written out. */
const LARGEST = 999;

/** Counted is the part of a tally that a badge shows; its reason may be one of a later version. */
export interface Counted extends Pick<Tally, 'counts' | 'lacking'> {
  reason: string;
}

/**
 * badgeWord returns a verdict in at most 14 characters, whatever the numbers: the frame of a badge
 * does not grow. `gap` marks an incomplete answer with a firing item. A reason without words is
 * unknown, and so is one source that lacks what others have.
 */
export function badgeWord({ reason, counts, lacking }: Counted, gap: boolean): string {
  const { words } = text.macro.badge;
  if (lacking.length > 0) return words.unknown;
  const { firing, pending, insufficient, unevaluated, doubtful } = counts;
  switch (reason) {
    case 'firing':
      return gap && firing <= LARGEST ? words.atLeast(firing) : words.firing(short(firing));
    case 'pending':
      return words.pending(short(pending));
    case 'blind':
      return doubtful + unevaluated === 0
        ? words.noData(short(insufficient))
        : words.unclear(short(insufficient + unevaluated + doubtful));
    case 'all-ok':
    case 'asking':
    case 'none-firing':
    case 'none-match':
    case 'no-alarms':
    case 'some-missing':
      return words[reason];
    default:
      return words.unknown;
  }
}

function short(n: number): string {
  return n > LARGEST ? `${LARGEST}+` : String(n);
}
