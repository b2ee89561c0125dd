import { text } from '../text/en';
import { isObject } from '../wire/fields';
import { parseProblem, ProblemError, type Problem } from '../wire/problem';
import { invoke, type Request } from './bridge';

/**
 * call sends a request to the backend and returns the body of a 2xx reply, unparsed. Every other
 * outcome throws a ProblemError: with the problem in the backend's reply, or with a local one for a
 * failure of the bridge.
 */
export async function call(request: Request): Promise<unknown> {
  const { status, body } = normalise(await invoke(request).catch(refuse));
  if (status >= 200 && status < 300) return body;
  throw new ProblemError(problemOf(body));
}

/** problemIn converts anything thrown to a Problem for display. */
export function problemIn(thrown: unknown): Problem {
  return thrown instanceof ProblemError
    ? thrown.problem
    : localProblem('ui_bad_answer', text.problems.badAnswer);
}

/** withSpace adds the space to the path of a request without a body. */
export function withSpace(path: string, spaceId: string | undefined): string {
  return spaceId === undefined ? path : `${path}?spaceId=${encodeURIComponent(spaceId)}`;
}

/**
 * Remotes reply {status, body}; container services put the body of an error as text into `error`.
 */
function normalise(reply: unknown): { status: number; body: unknown } {
  if (!isObject(reply) || typeof reply.status !== 'number') {
    throw new ProblemError(localProblem('ui_bad_answer', text.problems.badAnswer));
  }
  if (reply.body !== undefined || typeof reply.error !== 'string') {
    return { status: reply.status, body: reply.body };
  }
  try {
    return { status: reply.status, body: JSON.parse(reply.error) };
  } catch {
    return { status: reply.status, body: undefined };
  }
}

function problemOf(body: unknown): Problem {
  try {
    return parseProblem(isObject(body) ? body.error : undefined);
  } catch {
    return localProblem('ui_bad_answer', text.problems.badAnswer);
  }
}

/**
 * The bridge rejects with a sentence and no code. Only the kind of error is used: the sentence may
 * contain addresses and is not written for readers. A 401 always means that the invocation token
 * did not verify.
 */
function refuse(reason: unknown): never {
  const sentence = reason instanceof Error ? reason.message : String(reason);
  if (/\b401\b|verify|unauthori[sz]ed/i.test(sentence)) {
    throw new ProblemError(localProblem('ui_unverified', text.problems.unverified));
  }
  if (/time[ds]?[ -]?out/i.test(sentence))
    throw new ProblemError(localProblem('ui_timeout', text.problems.timeout));
  if (/rate limit/i.test(sentence))
    throw new ProblemError(localProblem('ui_rate_limited', text.problems.rateLimited));
  throw new ProblemError(localProblem('ui_unreachable', text.problems.unreachable));
}

function localProblem(code: string, words: { message: string; hint: string }): Problem {
  return { code, ...words };
}
