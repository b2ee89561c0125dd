import { current } from './ages';
import { withPrevious } from './pages';
import type { SourceView, View } from './view';

/**
 * mergedView returns the view to judge during a refresh. A source with a finished new answer counts
 * with that answer, whatever its outcome: an older green never hides newer news. A source without a
 * new answer counts with its previous one. A source in the middle of its answer counts with both:
 * new items replace the old ones, which keep their age after a failed refresh. An answer is over only
 * after the request for all its firing items.
 */
export function mergedView(view: View, settled: View): View {
  return view.map((source, index) => {
    const before = settled[index];
    if (!before) return source;
    if (source.status === 'waiting') return before;
    if (source.status !== 'answering' && source.firing !== 'asking') return source;
    return before.status === 'answered' ? merged(before, source) : withPrevious(source);
  });
}

/** merged has the age of the older answer and the items of both. */
function merged(before: SourceView, now: SourceView): SourceView {
  const fresh = current(now);
  const came = new Set(fresh.map(({ key }) => key));
  const items = [...fresh, ...before.items.filter(({ key }) => !came.has(key))];
  if (!now.header || !before.header) return { ...before, items };
  const truncated = now.header.truncated || before.header.truncated;
  const asOf = Math.min(now.header.asOf, before.header.asOf);
  const header = { ...now.header, truncated, asOf };
  const { firing, further } = before;
  return { ...now, status: 'answered', header, items, firing, further };
}
