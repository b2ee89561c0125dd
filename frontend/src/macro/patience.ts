import type { Problem } from '../wire/problem';

/** How long to wait where AWS is throttling and nobody says how long. */
const USUAL_SECONDS = 30;

const busy = [
  'aws_throttled',
  'aws_sts_throttled',
  'aws_busy',
  'busy',
  'confluence_throttled',
  'crowded',
  'ui_rate_limited',
];

/** waitFor is how many seconds to wait before asking again: 0 where waiting does not help. */
export function waitFor(problem: Problem | undefined): number {
  if (!problem) return 0;
  const waits = busy.includes(problem.code) || problem.retryAfter !== undefined;
  return waits ? Math.max(1, Math.ceil(problem.retryAfter ?? USUAL_SECONDS)) : 0;
}
