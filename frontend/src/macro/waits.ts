import { retryAfter } from './retry-after';
import type { SourceView, View } from './view';

/** dueIn lists the sources that need not wait. Times are milliseconds since 1970. */
export function dueIn(view: View, now: number): number[] {
  return view.flatMap(({ notBefore = 0 }, index) => (notBefore > now ? [] : [index]));
}

/** firstDue returns when the first of the sources need not wait; 0 for now. */
export function firstDue(view: View): number {
  return Math.min(...view.map(({ notBefore = 0 }) => notBefore));
}

/** waitingUntil sets the end of each wait once: a wait begins with its problem, at the time now. */
export function waitingUntil(view: View, indexes: readonly number[], now: number): View {
  return view.map((source, index) => {
    if (!indexes.includes(index)) return source;
    if (hasFailed(source) && (source.notBefore ?? 0) > now) return source;
    const seconds = hasFailed(source) ? retryAfter(source.problem) : 0;
    return { ...source, notBefore: seconds > 0 ? now + seconds * 1000 : undefined };
  });
}

function hasFailed({ status }: SourceView): boolean {
  return status === 'failed' || status === 'refused';
}
