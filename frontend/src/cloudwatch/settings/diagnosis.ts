import type { Line } from '../../settings/proof/lines';
import { text } from '../../text/en';
import { isObject } from '../../wire/fields';
import { isProbe, type Probe } from '../../wire/test-step';
import type { Setup } from '../wire/setup';

/** Fault is the most likely error in a trust policy that accepts a wrong External ID. */
export type Fault =
  'no-condition' | 'if-exists' | 'any-id' | 'any-pagewatch-id' | 'any-space-of-site' | 'other';

/** The probes that a policy with each fault lets in. No other fault has the same set. */
const faults: readonly [Fault, readonly Probe[]][] = [
  ['no-condition', ['refuse-missing', 'refuse-random', 'refuse-foreign', 'refuse-sibling']],
  ['if-exists', ['refuse-missing']],
  ['any-id', ['refuse-random', 'refuse-foreign', 'refuse-sibling']],
  ['any-pagewatch-id', ['refuse-foreign', 'refuse-sibling']],
  ['any-space-of-site', ['refuse-sibling']],
];

/**
 * diagnose returns the fault behind the probes that AWS did not refuse, or null if it refused them
 * all.
 */
export function diagnose(lines: readonly Line[]): Fault | null {
  const unrefused = lines
    .filter(({ progress }) => progress.state === 'failed')
    .map(({ step }) => step);
  const accepted = unrefused.filter(isProbe);
  if (accepted.length === 0) return null;
  const exactly = (probes: readonly Probe[]): boolean =>
    probes.length === accepted.length && probes.every((probe) => accepted.includes(probe));
  return faults.find(([, probes]) => exactly(probes))?.[0] ?? 'other';
}

/** faultIn describes the likely error at AWS; null without a diagnosis. */
export function faultIn(lines: readonly Line[]): { title: string; next: string } | null {
  const fault = diagnose(lines);
  const { title, faults: sentences } = text.settings.testing.diagnosis;
  return fault && { title, next: sentences[fault] };
}

/**
 * wrongLine returns the likely wrong line of the trust policy; undefined if no single line is
 * wrong.
 */
export function wrongLine(fault: Fault, externalId: string): string | undefined {
  const site = externalId.split('-')[1] ?? '';
  switch (fault) {
    case 'if-exists':
      return condition('StringEqualsIfExists', externalId);
    case 'any-id':
      return condition('StringLike', '*');
    case 'any-pagewatch-id':
      return condition('StringLike', 'pw-*');
    case 'any-space-of-site':
      return condition('StringLike', `pw-${site}-*`);
    case 'no-condition':
    case 'other':
      return undefined;
  }
}

/** rightCondition returns the correct Condition of the trust policy, from the ready-made text. */
export function rightCondition(setup: Setup): string {
  const policyText = setup.files.find(({ id }) => id === 'trust')?.text ?? '';
  try {
    const policy: unknown = JSON.parse(policyText);
    const statements: unknown = isObject(policy) ? policy.Statement : undefined;
    const statement: unknown = Array.isArray(statements) ? statements[0] : statements;
    if (!isObject(statement) || !isObject(statement.Condition)) return policyText;
    return `"Condition": ${JSON.stringify(statement.Condition, null, 2)}`;
  } catch {
    return policyText;
  }
}

function condition(operator: string, value: string): string {
  return `"${operator}": { "sts:ExternalId": "${value}" }`;
}
