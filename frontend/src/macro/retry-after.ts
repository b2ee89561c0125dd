import { isBusy } from '../providers/codes';
import type { Problem } from '../wire/problem';

/** The wait for a temporary problem without a retryAfter. */
const DEFAULT_SECONDS = 30;

/** Temporary problems that come from Pagewatch or the platform, not from a provider. */
const busy = ['busy', 'confluence_throttled', 'crowded', 'ui_rate_limited'];

/** retryAfter returns the seconds until the next attempt: 0 if waiting does not help. */
export function retryAfter(problem: Problem | undefined): number {
  if (!problem) return 0;
  const waits =
    isBusy(problem.code) || busy.includes(problem.code) || problem.retryAfter !== undefined;
  return waits ? Math.max(1, Math.ceil(problem.retryAfter ?? DEFAULT_SECONDS)) : 0;
}
