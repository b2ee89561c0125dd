import { isBusy } from '../providers/codes';
import type { Problem } from '../wire/problem';

/** The wait for a temporary problem that names none. */
const DEFAULT_SECONDS = 30;

/** Temporary problems that no provider reports. */
const busy = ['busy', 'confluence_throttled', 'crowded', 'ui_rate_limited'];

/** retryAfter is the number of seconds to wait before the next attempt: 0 where waiting does not help. */
export function retryAfter(problem: Problem | undefined): number {
  if (!problem) return 0;
  const waits =
    isBusy(problem.code) || busy.includes(problem.code) || problem.retryAfter !== undefined;
  return waits ? Math.max(1, Math.ceil(problem.retryAfter ?? DEFAULT_SECONDS)) : 0;
}
