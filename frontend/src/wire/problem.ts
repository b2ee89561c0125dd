import { Fields } from './fields';

/** Problem is an error in words for people, with the next step. */
export interface Problem {
  /** Stable: from the tables of docs/wire.md, or a local one with the prefix "ui_". */
  code: string;
  message: string;
  hint?: string | undefined;
  /** The invalid member of a refused request, such as "connection.roleArn". */
  field?: string | undefined;
  requestId?: string | undefined;
  /** Seconds until a retry may help. */
  retryAfter?: number | undefined;
}

/** ProblemError is a thrown Problem. Its message may be shown to the user. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/**
 * parseProblem parses the member `error`: {code, message, hint?, field?, requestId?, retryAfter?}.
 */
export function parseProblem(value: unknown): Problem {
  const fields = new Fields(value, 'error');
  return {
    code: fields.string('code'),
    message: fields.string('message'),
    hint: fields.optionalString('hint'),
    field: fields.optionalString('field'),
    requestId: fields.optionalString('requestId'),
    retryAfter: fields.optionalNumber('retryAfter'),
  };
}
