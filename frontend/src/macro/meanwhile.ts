import type { SourceView, View } from './view';

/**
 * meanwhile is what may be believed of a view while some of it is asked again. A source that has ended its new answer
 * counts as it is now, however it ended: an older green is never shown over newer news. One that has not begun to
 * answer counts as it was, and of one in the middle of it, what has come takes the place of what it was.
 */
export function meanwhile(view: View, settled: View): View {
  return view.map((source, place) => {
    const before = settled[place];
    if (!before) return source;
    if (source.status === 'waiting') return before;
    return source.status === 'answering' && before.status === 'answered' ? between(before, source) : source;
  });
}

/** between is as old as the older of the two answers, and holds all that either does. */
function between(before: SourceView, now: SourceView): SourceView {
  const came = new Set(now.items.map(({ key }) => key));
  const items = [...now.items, ...before.items.filter(({ key }) => !came.has(key))];
  if (!now.header || !before.header) return { ...before, items };
  const truncated = now.header.truncated || before.header.truncated;
  const asOf = Math.min(now.header.asOf, before.header.asOf);
  return { ...now, status: 'answered', header: { ...now.header, truncated, asOf }, items };
}
