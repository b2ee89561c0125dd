import { text } from '../../text/en';
import { listed } from '../../text/plural';
import { shortTime } from '../../ui/ago';
import type { Tally } from '../tally';

/** headline returns the sentence of a verdict. */
export function headline(tally: Tally): string {
  const { reason, counts, fired, total, atLeast, asOf, lacking } = tally;
  const { headlines } = text.macro;
  switch (reason) {
    case 'firing': {
      const words = headlines.firing(counts.firing);
      return atLeast ? text.macro.atLeast(words) : words;
    }
    case 'pending':
      return headlines.pending(counts.pending);
    case 'blind':
      return headlines.blind(counts.insufficient, counts.unevaluated, counts.doubtful);
    case 'stale':
      return headlines.stale(fired, asOf === undefined ? '' : shortTime(asOf));
    case 'truncated':
      return headlines.truncated(total, !atLeast);
    case 'none-match':
    case 'no-alarms':
      return lacking.length > 0 ? headlines.lacking[reason](listed(lacking)) : headlines[reason]();
    default:
      return headlines[reason](total);
  }
}

/** verdictWord returns the word of a verdict, which stands beside its shape. */
export function verdictWord({ verdict, reason, counts, lacking }: Tally): string {
  if (verdict === 'blind') {
    if (counts.unevaluated > 0) return text.macro.notReporting;
    if (counts.insufficient === 0) return text.macro.caveat;
  }
  if ((reason === 'no-alarms' || reason === 'none-match') && lacking.length === 0)
    return text.macro.empty;
  return text.macro.verdicts[verdict];
}

/**
 * hidesGap reports whether a verdict does not mention an incomplete answer: a firing alarm outranks
 * it.
 */
export function hidesGap({ verdict, incomplete }: Tally): boolean {
  return verdict === 'firing' && incomplete;
}
