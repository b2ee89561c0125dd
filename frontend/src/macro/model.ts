import { itemOf } from '../providers/items';
import { placeOf, type Source } from '../wire/macro-config';
import type { Problem } from '../wire/problem';
import type { ViewRecord } from '../wire/records';
import { current, keptUnder, withItem } from './pages';
import type { SourceView, View } from './view';

/** begin starts a view. Sources that were answered before stay visible until their new answer comes. */
export function begin(sources: readonly Source[], previous: View = []): View {
  return sources.map((asked) => {
    const before = previous.find((it) => same(it.asked, asked));
    return before
      ? { ...before, asked, status: 'waiting' as const }
      : { asked, status: 'waiting' as const, items: [] };
  });
}

/**
 * receive adds records to a view. `scope` translates the source numbers of the answer into indexes of the
 * view: a view of one source asked for by itself numbers it 0 wherever it stands here.
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

/** again asks some sources anew. Their answers before stay visible until their new answer comes. */
export function again(view: View, scope: readonly number[]): View {
  return view.map((source, index) =>
    scope.includes(index) ? { ...source, status: 'waiting' } : source,
  );
}

/** finish marks what broke off and what never came in a scope: nothing will be received for it any more. */
export function finish(view: View, scope?: readonly number[]): View {
  return view.map((source, index) => {
    if (scope && !scope.includes(index)) return source;
    if (source.status === 'answering') return { ...source, status: 'cut' };
    return source.status === 'waiting' ? { ...source, status: 'unanswered', ...nothing } : source;
  });
}

/** refuse gives the sources of a scope that are still waiting the problem of the call itself. */
export function refuse(view: View, scope: readonly number[], problem: Problem): View {
  return view.map((source, index) =>
    scope.includes(index) && source.status === 'waiting'
      ? without(source, 'refused', problem)
      : source,
  );
}

/** refusalOf gives the one problem that kept the whole view from being answered, if that is what happened. */
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
