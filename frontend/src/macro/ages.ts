import type { Item } from './item';
import type { Standing } from './standing';
import type { SourceView } from './view';

// Items of further pages, and those that a failed or cut refresh keeps, are older than the latest
// attempt. An older item claims less.

/**
 * olderAsOf returns the time of an item that is older than its source's latest answer or attempt, in
 * milliseconds since 1970; undefined for any other.
 */
export function olderAsOf(source: Dated, { key }: Item): number | undefined {
  return source.further?.get(key) ?? (isStale(source) ? source.header?.asOf : undefined);
}

/** Dated is the part of a source that decides the age of its items. */
type Dated = Pick<SourceView, 'further'> & Partial<Pick<SourceView, 'status' | 'header'>>;

/** isStale reports whether a refresh of a source failed, and its items are of an earlier answer. */
export function isStale({
  status,
  header,
}: Partial<Pick<SourceView, 'status' | 'header'>>): boolean {
  return header !== undefined && status !== undefined && isUnanswered(status);
}

/** isUnanswered reports whether the latest request of a source got no answer. */
export function isUnanswered(status: SourceView['status']): boolean {
  return status === 'failed' || status === 'refused' || status === 'unanswered';
}

/**
 * standingIn returns the standing of an item in its source. An OK that is older than the answer is
 * doubtful, and whether an older firing or pending item fires now is unknown.
 */
export function standingIn(source: Dated, item: Item): Standing {
  const { standing } = item;
  if (olderAsOf(source, item) === undefined) return standing;
  if (standing === 'firing' || standing === 'pending') return 'unknown';
  return standing === 'ok' ? 'doubtful' : standing;
}

/** current lists the items of a source's latest answer. */
export function current(source: Pick<SourceView, 'items' | 'further'>): readonly Item[] {
  if (!source.further) return source.items;
  return source.items.filter((item) => olderAsOf(source, item) === undefined);
}
