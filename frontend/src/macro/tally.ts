import { text } from '../text/en';
import type { Query } from '../wire/query';
import { standingIn } from './pages';
import type { Standing } from './standing';
import { absentNames, judge, type Received, type Verdict } from './verdict';
import type { SourceView, View } from './view';

/** Tally counts a whole view, hidden items included. */
export interface Tally extends Verdict {
  counts: Record<Standing, number>;
  total: number;
  /** Items that notify nobody when they fire. */
  silent: number;
  /** Names in the query that no source has; empty until all sources have answered in full. */
  absent: string[];
  /** Part of the request has no full answer. */
  incomplete: boolean;
  /** The problem of the first source without a full answer, as a sentence. */
  firstProblem: string | undefined;
  /** The time of the oldest answer, in milliseconds since 1970. */
  asOf: number | undefined;
}

/** tally counts and judges a view. */
export function tally(view: View, asked: Query): Tally {
  const items = view.flatMap((source) => source.items);
  const counts: Record<Standing, number> = {
    firing: 0,
    unknown: 0,
    insufficient: 0,
    doubtful: 0,
    ok: 0,
  };
  for (const source of view) {
    for (const item of source.items) counts[standingIn(source, item)] += 1;
  }
  const times = view.filter(({ status }) => hasAnswer(status)).flatMap(timesOf);
  const sources = view.map(received);
  const incomplete = view.some(
    ({ status, header }) => status !== 'answered' || header?.truncated === true,
  );
  return {
    ...judge(asked, sources),
    // A query for firing items only leaves out an item that is OK.
    absent: incomplete || asked.firingOnly === true ? [] : absentNames(asked, sources),
    counts,
    total: items.length,
    silent: items.filter(({ notifies }) => !notifies).length,
    incomplete,
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

function hasAnswer(status: SourceView['status']): boolean {
  return (
    status === 'answered' || status === 'answering' || status === 'cut' || status === 'waiting'
  );
}

function received({ status, header, items, problem }: SourceView): Received {
  const code = problem?.code;
  const { truncated = false, namePrefix } = header ?? {};
  return { status: words[status], code, truncated, namePrefix, items };
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
