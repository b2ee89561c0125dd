import { isUnanswered } from '../macro/ages';
import { headline } from '../macro/bar/headline';
import { tally } from '../macro/tally';
import type { View } from '../macro/view';
import { text } from '../text/en';
import { isNarrowed, type Query } from '../wire/query';

/**
 * countWords says how many alarms a view has and how many of them fire, or why nobody knows. An
 * answer without all alarms gives a lower bound. An earlier answer does not count.
 */
export function countWords(view: View, query: Query): string {
  const answers = view.filter(({ status }) => !isUnanswered(status));
  const judged = tally(answers, query);
  const { counts, total, reason, incomplete, atLeast, lacking } = judged;
  const { firstProblem } = tally(view, query);
  const isPart = answers.length < view.length;
  const words = text.config.counts;
  if (total === 0 && firstProblem !== undefined) return firstProblem;
  if (reason === 'asking') return text.macro.asking;
  const firing = words.firing(counts.firing, atLeast || isPart);
  if (query.firingOnly === true) return words.alone(firing);
  if ((reason === 'no-alarms' || reason === 'none-match') && total === 0)
    return text.macro.headlines[reason]();
  if (reason === 'some-missing' && total === 0) return text.macro.headlines[reason]();
  const all = isNarrowed(query) ? words.matching(total) : text.macro.alarms(total);
  const amount = words.of(incomplete || isPart ? words.atLeast(all) : all, firing);
  return lacking.length === 0 ? amount : `${amount}; ${headline(judged)}`;
}
