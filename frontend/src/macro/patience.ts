import { isBusy } from '../providers/codes';
import type { Problem } from '../wire/problem';

/** How long to wait where a problem that passes names no time. */
const USUAL_SECONDS = 30;

/** Problems on this side of the provider that waiting helps against. */
const busy = ['busy', 'confluence_throttled', 'crowded', 'ui_rate_limited'];

/** waitFor is how many seconds to wait before asking again: 0 where waiting does not help. */
export function waitFor(problem: Problem | undefined): number {
  if (!problem) return 0;
  const waits = isBusy(problem.code) || busy.includes(problem.code) || problem.retryAfter !== undefined;
  return waits ? Math.max(1, Math.ceil(problem.retryAfter ?? USUAL_SECONDS)) : 0;
}
