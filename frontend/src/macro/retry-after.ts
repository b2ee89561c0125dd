import { isBusy, isLasting } from '../providers/codes';
import type { Problem } from '../wire/problem';

/** The wait for a temporary problem without a retryAfter. */
const DEFAULT_SECONDS = 30;

/** Temporary problems that come from Pagewatch or the platform, not from a provider. */
const busy = ['busy', 'confluence_throttled', 'crowded', 'ui_rate_limited'];

/** Problems that stay until somebody changes the macro, the connection or the deployment. */
const lasting = [
  'outside_fence',
  'connection_not_found',
  'connection_not_allowed',
  'not_offered',
  'unknown_kind',
];

/** retryMayHelp reports whether a retry can have another outcome. */
export function retryMayHelp({ code }: Problem): boolean {
  return !isLasting(code) && !lasting.includes(code);
}

/** retryAfter returns the seconds until the next attempt: 0 if waiting does not help. */
export function retryAfter(problem: Problem | undefined): number {
  if (!problem) return 0;
  const waits =
    isBusy(problem.code) || busy.includes(problem.code) || problem.retryAfter !== undefined;
  return waits ? Math.max(1, Math.ceil(problem.retryAfter ?? DEFAULT_SECONDS)) : 0;
}
