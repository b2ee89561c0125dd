import { isDenied } from '../providers/codes';
import { isNarrowed, type Query } from '../wire/query';
import type { Item } from './item';

/**
 * VerdictReason is the reason for a verdict. Those of "unknown" explain an empty list. The test
 * table testdata/wire/verdicts.json covers the backend's verdict too.
 */
export type VerdictReason =
  | 'firing'
  | 'pending'
  | 'blind'
  | 'all-ok'
  | 'asking'
  | 'stale'
  | 'no-answer'
  | 'not-permitted'
  | 'truncated'
  | 'unknown-state'
  | 'none-firing'
  | 'none-match'
  | 'no-alarms'
  | 'some-missing';

/**
 * Verdict is the claim of a whole view. "pending" has no firing item, but at least one that may fire
 * soon. "blind" has neither, but at least one that is insufficient, unevaluated or doubtful. "unknown"
 * never counts as OK. Its reason "stale" means that a refresh failed: what the earlier answer said is
 * neither "firing" nor "ok" now.
 */
export interface Verdict {
  verdict: 'firing' | 'pending' | 'blind' | 'ok' | 'unknown';
  reason: VerdictReason;
}

/**
 * Received is the answer of one source: "answered", "failed", "unanswered", "cut" or "asking", and
 * its items.
 */
export interface Received {
  status: string;
  /** The code of its failure. */
  code?: string | undefined;
  truncated: boolean;
  /** The name prefix of the provider's query. */
  namePrefix?: string | undefined;
  /** The source's own filters, or its fence, left out anything. */
  narrowed?: boolean | undefined;
  /** Something that the source itself names did not come. */
  missing?: boolean | undefined;
  /** The source has to have an item: those of others prove nothing of it. */
  needed?: boolean | undefined;
  /** A refresh failed and the page shows an earlier answer, which is not among the items. */
  stale?: boolean | undefined;
  /** An item has the name "" where the names of the query are not about its source. */
  items: readonly Pick<Item, 'name' | 'alias' | 'standing'>[];
}

/** judge returns the verdict on a query and its answers. */
export function judge(asked: Query, sources: readonly Received[]): Verdict {
  const standings = sources.flatMap(({ items }) => items.map(({ standing }) => standing));
  if (standings.includes('firing')) return { verdict: 'firing', reason: 'firing' };
  const gap = gapIn(sources);
  if (gap) return { verdict: 'unknown', reason: gap };
  if (standings.includes('unknown')) return { verdict: 'unknown', reason: 'unknown-state' };
  if (asked.firingOnly === true) return { verdict: 'unknown', reason: 'none-firing' };
  if (absentNames(asked, sources).length > 0 || sources.some(({ missing }) => missing === true))
    return { verdict: 'unknown', reason: 'some-missing' };
  const lack = emptiness(asked, sources);
  if (lack) return { verdict: 'unknown', reason: lack };
  if (standings.includes('pending')) return { verdict: 'pending', reason: 'pending' };
  const clear = standings.every((standing) => standing === 'ok');
  return clear ? { verdict: 'ok', reason: 'all-ok' } : { verdict: 'blind', reason: 'blind' };
}

/** emptiness returns why items are lacking that have to be there, or null. */
function emptiness(asked: Query, sources: readonly Received[]): VerdictReason | null {
  const empty = sources.filter(isEmpty);
  const isWhole = sources.every(({ items }) => items.length === 0);
  if (empty.some(isLimited)) return 'none-match';
  if (isWhole && (isNarrowed(asked) || sources.some(isLimited))) return 'none-match';
  return isWhole || empty.length > 0 ? 'no-alarms' : null;
}

/** isEmpty reports whether a source has to have an item, and answered in full without any. */
export function isEmpty({ needed, status, truncated, items }: Received): boolean {
  return needed === true && status === 'answered' && !truncated && items.length === 0;
}

/** isLimited reports whether a source left out anything by itself. */
function isLimited({ namePrefix = '', narrowed = false }: Received): boolean {
  return namePrefix !== '' || narrowed;
}

/** gapIn returns why the answers are incomplete, or null. */
function gapIn(sources: readonly Received[]): VerdictReason | null {
  if (sources.some(({ status }) => status === 'asking')) return 'asking';
  const missing = sources.filter(({ status }) => status !== 'answered');
  if (missing.some(({ status, code }) => status === 'failed' && isDenied(code)))
    return 'not-permitted';
  if (sources.some(({ stale }) => stale === true)) return 'stale';
  if (missing.length > 0 || sources.length === 0) return 'no-answer';
  return sources.some(({ truncated }) => truncated) ? 'truncated' : null;
}

/** absentNames lists the names of a query that no source has. */
export function absentNames({ names = [] }: Query, sources: readonly Received[]): string[] {
  const came = new Set(
    sources.flatMap(({ items }) => items.map(({ name, alias }) => alias ?? name)),
  );
  return names.filter((name) => !came.has(name));
}
