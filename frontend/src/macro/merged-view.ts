import type { SourceView, View } from './view';

/**
 * mergedView returns the view to judge during a refresh. A source with a finished new answer counts
 * with that answer, whatever its outcome: an older green never hides newer news. A source without a
 * new answer counts with its previous one. A source in the middle of its answer counts with both:
 * new items replace the old ones.
 */
export function mergedView(view: View, settled: View): View {
  return view.map((source, index) => {
    const before = settled[index];
    if (!before) return source;
    if (source.status === 'waiting') return before;
    return source.status === 'answering' && before.status === 'answered'
      ? merged(before, source)
      : source;
  });
}

/** merged has the age of the older answer and the items of both. */
function merged(before: SourceView, now: SourceView): SourceView {
  const came = new Set(now.items.map(({ key }) => key));
  const items = [...now.items, ...before.items.filter(({ key }) => !came.has(key))];
  if (!now.header || !before.header) return { ...before, items };
  const truncated = now.header.truncated || before.header.truncated;
  const asOf = Math.min(now.header.asOf, before.header.asOf);
  return { ...now, status: 'answered', header: { ...now.header, truncated, asOf }, items };
}
