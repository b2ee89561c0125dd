import { Fields } from './fields';
import { parseProblem, type Problem } from './problem';

/** TestResult is what one Region answered when a connection was tried. */
export type TestResult =
  | { outcome: 'ok'; alarms: number; truncated: boolean; namePrefix?: string | undefined }
  | { outcome: 'failed'; problem: Problem };

/** parseTestResult reads the reply to POST /v1/connections/test. Anything but a clear "ok" is a failure. */
export function parseTestResult(value: unknown): TestResult {
  const fields = new Fields(value, 'test');
  if (fields.string('outcome') === 'ok') {
    return {
      outcome: 'ok',
      alarms: fields.index('alarms'),
      truncated: fields.boolean('truncated'),
      namePrefix: fields.optionalString('namePrefix'),
    };
  }
  return { outcome: 'failed', problem: parseProblem(fields.raw('error')) };
}
