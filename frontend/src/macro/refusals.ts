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
 * isRefusal reports whether a problem stays until somebody changes a right, the macro, the
 * connection or the deployment. A retry by a reader has the same outcome.
 */
export function isRefusal({ code }: Problem): boolean {
  return refusals.includes(code) || isLasting(code);
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
 * not see it, the connection is gone, or its account denies access. After any other problem the
 * earlier answer stays, with its age.
 */
export function takesAway(problem: Problem): boolean {
  return isRefusal(problem) || isDenied(problem.code) || isRevoked(problem.code);
}
