import { Fields } from './fields';

/** Problem is why something did not work, in words for people, and what to do next. */
export interface Problem {
  /** Stable, from the tables of docs/wire.md, or one of ours beginning with "ui_". */
  code: string;
  message: string;
  hint?: string | undefined;
  /** The culprit of a refused request, such as "connection.roleArn". */
  field?: string | undefined;
  requestId?: string | undefined;
  /** Seconds after which asking again may help. */
  retryAfter?: number | undefined;
}

/** ProblemError carries a Problem through code that throws. Its text may be shown to the user. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** parseProblem reads the inside of an error: {code, message, hint?, field?, requestId?, retryAfter?}. */
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
