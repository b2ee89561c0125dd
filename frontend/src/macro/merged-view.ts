import type { SourceView, View } from './view';

/**
 * mergedView is what may be believed of a view while a refresh is under way. A source that has ended its new answer
 * counts as it is now, however it ended: an older green never hides newer news. A source whose new answer has not begun
 * counts as it was. Of a source in the middle of its answer, the new items replace the old ones.
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

/** merged is as old as the older of the two answers, and holds the items of both. */
function merged(before: SourceView, now: SourceView): SourceView {
  const came = new Set(now.items.map(({ key }) => key));
  const items = [...now.items, ...before.items.filter(({ key }) => !came.has(key))];
  if (!now.header || !before.header) return { ...before, items };
  const truncated = now.header.truncated || before.header.truncated;
  const asOf = Math.min(now.header.asOf, before.header.asOf);
  return { ...now, status: 'answered', header: { ...now.header, truncated, asOf }, items };
}
