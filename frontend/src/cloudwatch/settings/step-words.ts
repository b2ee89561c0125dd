import { text } from '../../text/en';
import type { ConnectionKind } from '../../wire/kind';
import { advisorySteps, type StackStep, type StepAnswer, type StepId } from '../../wire/test-step';
import type { AccountSettings } from '../wire/account-settings';

type AccountStep = Exclude<StepId, StackStep>;

/**
 * statementOf describes what a step proves. `names` are the names of Regions by id.
 */
export function statementOf(
  step: AccountStep,
  region: string | undefined,
  names: ReadonlyMap<string, string>,
): string {
  const words = text.settings.testing;
  if (step !== 'alarms') return words.steps[step];
  if (region === undefined) return words.alarmsInEach;
  return words.alarmsIn(names.get(region) ?? region);
}

/** seenIn describes the findings of a passed step. */
export function seenIn(answer: StepAnswer): string | undefined {
  const words = text.settings.testing;
  const { alarms, truncated, namePrefix, composites, account } = answer;
  if (alarms !== undefined) return words.seen(alarms, truncated ?? false, namePrefix);
  if (composites !== undefined) return words.composites[composites];
  return account === undefined ? undefined : words.account(account);
}

/** hintIn returns a hint on a passed step without findings: a prefix may be misspelt. */
export function hintIn({ alarms, truncated, namePrefix }: StepAnswer): string | undefined {
  const nothing = alarms === 0 && truncated !== true && namePrefix !== undefined;
  return nothing ? text.settings.testing.noneBegins : undefined;
}

/**
 * isDoubtful reports whether a step passed without proof: without a composite alarm in the answer,
 * they may be hidden.
 */
export function isDoubtful(answer: StepAnswer): boolean {
  return answer.composites === 'none-seen';
}

/**
 * withoutCounts removes the counts, which depend on the fence and may change after a test. The
 * proof remains.
 */
export function withoutCounts(answer: StepAnswer): StepAnswer {
  return { ...answer, alarms: undefined, truncated: undefined, namePrefix: undefined };
}

/** retryReason explains why a refused step may pass soon. */
export function retryReason(step: AccountStep): string {
  const { patience } = text.settings.testing;
  return step === 'assume' ? patience.role : patience.other;
}

/** advisoryIn lists the steps that end the test of a saved connection, besides those of its kind. */
export function advisoryIn(kind: ConnectionKind, settings: AccountSettings): readonly StepId[] {
  return kind === 'aws-role' && settings.rotation ? advisorySteps : [];
}

/** todoAfter says what to do after a failed step that informs; undefined for another step. */
export function todoAfter(step: StepId): string | undefined {
  return step === 'refuse-former' ? text.settings.rotation.removeFormer : undefined;
}
