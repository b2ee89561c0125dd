import { text } from '../text/en';
import type { Query } from '../wire/query';
import type { Item } from './item';
import { isStale, olderAsOf, standingIn } from './ages';
import { lackingIn } from './lacking';
import { silentIn } from './silent';
import type { Standing } from './standing';
import { absentNames, judge, type Received, type Verdict } from './verdict';
import type { SourceView, View } from './view';

/** Tally counts a whole view, hidden items included. */
export interface Tally extends Verdict {
  counts: Record<Standing, number>;
  /** Items that fired as of an earlier answer, and of which nothing newer is known. */
  fired: number;
  total: number;
  /** Items that notify nobody when they fire, as far as the answer shows. */
  silent: number;
  /** Names in the query that no source has; empty until all sources have answered in full. */
  absent: string[];
  /** The sources without an item that the verdict rests on, where other sources have items. */
  lacking: string[];
  /** Part of the request has no full answer. */
  incomplete: boolean;
  /** More items may fire than have arrived. */
  atLeast: boolean;
  /** The problem of the first source without a full answer, as a sentence. */
  firstProblem: string | undefined;
  /** The time of the oldest answer, in milliseconds since 1970. */
  asOf: number | undefined;
}

/** none counts nothing. */
export const none: Readonly<Record<Standing, number>> = {
  firing: 0,
  pending: 0,
  unknown: 0,
  insufficient: 0,
  unevaluated: 0,
  doubtful: 0,
  ok: 0,
};

/** tally counts and judges a view. */
export function tally(view: View, asked: Query): Tally {
  const items = view.flatMap((source) => source.items);
  const counts = { ...none };
  for (const source of view) {
    for (const item of source.items) counts[standingIn(source, item)] += 1;
  }
  const times = view.flatMap(timesOf);
  const answers = view.map(received);
  const verdict = judge(asked, answers);
  const incomplete = view.some(
    ({ status, header }) => status !== 'answered' || header?.truncated === true,
  );
  return {
    ...verdict,
    // A query for firing items only leaves out an item that is OK.
    absent: incomplete || asked.firingOnly === true ? [] : absentNames(asked, answers),
    lacking: lackingIn(view, answers, verdict),
    counts,
    fired: items.filter(({ standing }) => standing === 'firing').length - counts.firing,
    total: items.length,
    silent: view.reduce((sum, source) => sum + silentIn(source.items).size, 0),
    incomplete,
    atLeast: view.some(mayFireMore),
    firstProblem: view.map(problemWordsOf).find((words) => words !== undefined),
    asOf: times.length === 0 ? undefined : Math.min(...times),
  };
}

/** The problem of a source under refresh belongs to its previous answer. */
function problemWordsOf({ status, problem }: SourceView): string | undefined {
  switch (status) {
    case 'failed':
    case 'refused':
      return problem?.message;
    case 'cut':
      return text.macro.cutShort;
    case 'unanswered':
      return text.macro.unanswered;
    default:
      return undefined;
  }
}

function timesOf({ header, further }: SourceView): number[] {
  const older = [...(further?.values() ?? [])].filter((asOf) => asOf !== null);
  return header ? [header.asOf, ...older] : [];
}

/** mayFireMore reports whether firing items of a source may be missing. */
function mayFireMore({ status, header, firing }: SourceView): boolean {
  return status !== 'answered' || (header?.truncated === true && firing !== 'whole');
}

/** received drops the earlier firing items: nobody knows whether they fire now. */
function received(source: SourceView): Received {
  const { status, header, items, problem } = source;
  const { truncated = false, namePrefix, missing, narrowed, left } = header ?? {};
  // The names of a query are not about a source with filters of its own.
  const isNamed = source.asked.alerts === undefined;
  const isOver = (item: Item): boolean =>
    item.standing === 'firing' && olderAsOf(source, item) !== undefined;
  return {
    status: words[status],
    code: problem?.code,
    truncated,
    namePrefix,
    narrowed: narrowed === true || left !== undefined,
    missing,
    needed: source.asked.alerts !== undefined,
    stale: isStale(source) || items.some(isOver),
    items: items
      .filter((item) => !isOver(item))
      .map(({ name, alias, standing }) =>
        isNamed ? { name, alias, standing } : { name: '', standing },
      ),
  };
}

const words: Record<SourceView['status'], string> = {
  waiting: 'asking',
  answering: 'asking',
  answered: 'answered',
  cut: 'cut',
  failed: 'failed',
  refused: 'failed',
  unanswered: 'unanswered',
};
