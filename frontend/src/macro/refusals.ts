import { isDenied, isLasting, isRevoked } from '../providers/codes';
import type { Problem } from '../wire/problem';
import type { View } from './view';

/** The codes with which the backend refuses a reader, a connection or a whole site. */
const refusals = [
  'connection_not_allowed',
  'connection_not_found',
  'confluence_refused',
  'licence_inactive',
  'no_user',
  'not_admin',
  'not_found',
  'not_offered',
  'other_account',
  'outside_fence',
  'ui_unverified',
  'unauthenticated',
  'unknown_kind',
];

/**
 * isRefusal reports whether a problem refuses a reader, a connection or a whole site. A retry by a
 * reader has the same outcome.
 */
export function isRefusal({ code }: Problem): boolean {
  return refusals.includes(code);
}

/** refusalOf returns the refusal that all sources of a view have in common, if any. */
export function refusalOf(view: View): Problem | undefined {
  const problem = view[0]?.problem;
  if (!problem || !isRefusal(problem)) return undefined;
  const isRefused = ({ status, problem: own }: View[number]): boolean =>
    (status === 'failed' || status === 'refused') && own?.code === problem.code;
  return view.every(isRefused) ? problem : undefined;
}

/**
 * takesAway reports whether a problem ends the right to what the page still shows: the reader may
 * not see it, the connection is gone, its account denies access, or nothing can be held inside its
 * fence. After any other problem the earlier answer stays, with its age.
 */
export function takesAway(problem: Problem): boolean {
  const { code } = problem;
  return isRefusal(problem) || isDenied(code) || isRevoked(code) || isLasting(code);
}
