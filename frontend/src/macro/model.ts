import { itemOf } from '../providers/items';
import type { Source } from '../wire/macro-config';
import type { Problem } from '../wire/problem';
import { current } from './ages';
import type { ReadyRecord } from './ready-record';
import { keptUnder, refused, withItem, withPrevious } from './pages';
import { takesAway } from './refusals';
import type { Previous, SourceView, View } from './view';

/** begin starts a view. */
export function begin(sources: readonly Source[]): View {
  return sources.map((asked) => ({ asked, status: 'waiting', items: [] }));
}

/**
 * receive adds records to a view. `scope` maps the source numbers of the answer to indexes of the
 * view: a request for a single source numbers it 0.
 */
export function receive(
  view: View,
  records: readonly ReadyRecord[],
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
    scope.includes(index)
      ? { ...source, status: 'waiting', more: undefined, firing: undefined }
      : source,
  );
}

/**
 * finish ends the answers of a scope: a partial answer is cut, a missing one is unanswered. Both keep
 * the items of the previous answer.
 */
export function finish(view: View, scope?: readonly number[]): View {
  return view.map((source, index) => {
    if (scope && !scope.includes(index)) return source;
    if (source.status === 'answering') return { ...withPrevious(source), status: 'cut' };
    return source.status === 'waiting' ? { ...source, status: 'unanswered' } : source;
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

/**
 * callFailure returns the problem with which the call of a whole view failed, or null. Without a
 * stream each source is a call, and all of them have the same problem.
 */
export function callFailure(view: View): Problem | null {
  const problem = view[0]?.problem;
  const whole = view.every(
    (source) => source.status === 'refused' && source.problem?.code === problem?.code,
  );
  return whole && problem ? problem : null;
}

/** isUnderWay reports whether a load of a source is unfinished. */
export function isUnderWay({ status, firing }: SourceView): boolean {
  return status === 'waiting' || status === 'answering' || firing === 'asking';
}

function add(source: SourceView, record: Exclude<ReadyRecord, { type: 'end' }>): void {
  switch (record.type) {
    case 'source':
      Object.assign(source, {
        status: 'answering',
        header: record,
        problem: undefined,
        more: undefined,
        // The answer is not whole before the request for all that fires has ended.
        firing: record.truncated && asksForFiring(source) ? 'asking' : undefined,
        previous: previousOf(source),
        ...keptUnder(record, source),
      });
      return;
    case 'error':
      Object.assign(source, without(source, 'failed', record.error), { sent: record });
      return;
    default: {
      const item = itemOf(record);
      if (item) Object.assign(source, withItem(source, item));
    }
  }
}

/** asksForFiring reports whether a truncated answer of a source may leave out what fires. */
export function asksForFiring({ asked }: Pick<SourceView, 'asked'>): boolean {
  // Rules come worst first, and in one answer.
  return asked.alerts === undefined;
}

/**
 * without ends an answer that failed. The items of the previous answer stay, unless the reader may
 * not see them any more.
 */
function without(source: SourceView, status: 'failed' | 'refused', problem: Problem): SourceView {
  if (takesAway(problem)) return { ...refused(source, problem), status };
  return { ...source, status, problem };
}

function previousOf({ header, items, further }: SourceView): Previous | undefined {
  return header && { asOf: header.asOf, items, further };
}

function close(source: SourceView | undefined): void {
  if (source?.status !== 'answering') return;
  if (current(source).length < (source.header?.count ?? 0)) {
    Object.assign(source, withPrevious(source), { status: 'cut' });
  } else Object.assign(source, { status: 'answered', previous: undefined });
}
