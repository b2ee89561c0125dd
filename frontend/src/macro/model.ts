import { itemOf } from '../providers/items';
import { placeOf, type Source } from '../wire/macro-config';
import type { Problem } from '../wire/problem';
import type { ViewRecord } from '../wire/records';
import { current, keptUnder, withItem } from './pages';
import type { SourceView, View } from './view';

/**
 * begin starts a view. The previous answer of a source stays visible until its new answer begins.
 */
export function begin(sources: readonly Source[], previous: View = []): View {
  return sources.map((asked) => {
    const before = previous.find((it) => same(it.asked, asked));
    return before
      ? { ...before, asked, status: 'waiting' as const }
      : { asked, status: 'waiting' as const, items: [] };
  });
}

/**
 * receive adds records to a view. `scope` maps the source numbers of the answer to indexes of the
 * view: a request for a single source numbers it 0.
 */
export function receive(
  view: View,
  records: readonly ViewRecord[],
  scope: readonly number[],
): View {
  const next = view.map((source) => ({ ...source }));
  for (const record of records) {
    if (record.type === 'end') {
      for (const index of scope) close(next[index]);
      continue;
    }
    const index = scope[record.source];
    const source = index === undefined ? undefined : next[index];
    if (source) add(source, record);
  }
  return next;
}

/**
 * again marks sources as requested anew. Their previous answers stay visible until the new ones
 * begin.
 */
export function again(view: View, scope: readonly number[]): View {
  return view.map((source, index) =>
    scope.includes(index) ? { ...source, status: 'waiting' } : source,
  );
}

/** finish ends the answers of a scope: a partial answer is cut, a missing one is unanswered. */
export function finish(view: View, scope?: readonly number[]): View {
  return view.map((source, index) => {
    if (scope && !scope.includes(index)) return source;
    if (source.status === 'answering') return { ...source, status: 'cut' };
    return source.status === 'waiting' ? { ...source, status: 'unanswered', ...nothing } : source;
  });
}

/** refuse sets the problem of the call on the waiting sources of a scope. */
export function refuse(view: View, scope: readonly number[], problem: Problem): View {
  return view.map((source, index) =>
    scope.includes(index) && source.status === 'waiting'
      ? without(source, 'refused', problem)
      : source,
  );
}

/** refusalOf returns the problem that refused the whole view, or null. */
export function refusalOf(view: View): Problem | null {
  const problem = view[0]?.problem;
  const whole = view.every((source) => source.status === 'refused' && source.problem === problem);
  return whole && problem ? problem : null;
}

const nothing = { items: [], further: undefined };

function add(source: SourceView, record: Exclude<ViewRecord, { type: 'end' }>): void {
  switch (record.type) {
    case 'source':
      Object.assign(source, {
        status: 'answering',
        header: record,
        problem: undefined,
        more: undefined,
        ...keptUnder(record, source),
      });
      return;
    case 'alarm':
      Object.assign(source, withItem(source, itemOf(record)));
      return;
    case 'error':
      Object.assign(source, without(source, 'failed', record.error), { sent: record });
  }
}

function without(source: SourceView, status: 'failed' | 'refused', problem: Problem): SourceView {
  return { ...source, status, problem, ...nothing, more: undefined };
}

function close(source: SourceView | undefined): void {
  if (source?.status !== 'answering') return;
  source.status = current(source).length < (source.header?.count ?? 0) ? 'cut' : 'answered';
}

function same(a: Source, b: Source): boolean {
  return a.connection === b.connection && placeOf(a) === placeOf(b);
}
