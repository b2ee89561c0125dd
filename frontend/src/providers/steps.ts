// The words for the steps of a test depend on the provider of the connection.
import * as account from '../cloudwatch/settings/step-words';
import * as stack from '../grafana/settings/step-words';
import { text } from '../text/en';
import type { ConnectionKind } from '../wire/kind';
import { isStackStep, type StepAnswer, type StepId } from '../wire/test-step';
import type { LinkSettings } from './link-settings';

export { hintIn, todoAfter, withoutCounts } from '../cloudwatch/settings/step-words';
export { remarkOf, type RemarkWords } from '../grafana/settings/step-words';

const MINUTE_MS = 60_000;

/** statementOf describes what a step proves. `names` are the names of places by id. */
export function statementOf(
  step: StepId,
  place: string | undefined,
  names: ReadonlyMap<string, string>,
): string {
  return isStackStep(step) ? stack.statementOf(step) : account.statementOf(step, place, names);
}

/** seenIn describes the findings of a passed step. */
export function seenIn(answer: StepAnswer): string | undefined {
  return isStackStep(answer.step) ? stack.seenIn(answer) : account.seenIn(answer);
}

/** isDoubtful reports whether a step passed without proof. */
export function isDoubtful(answer: StepAnswer): boolean {
  return isStackStep(answer.step) ? stack.isDoubtful(answer) : account.isDoubtful(answer);
}

/** askingIn says whom a step asks. */
export function askingIn(step: StepId): string {
  const { testing } = text.settings;
  return isStackStep(step) ? testing.stacks.running : testing.states.running;
}

/** retryReason explains why a refused step may pass soon. */
export function retryReason(step: StepId): string {
  return isStackStep(step) ? text.settings.testing.stacks.patience : account.retryReason(step);
}

/** retryWindow is the total time of retries in a test, in milliseconds. */
export function retryWindow(step: StepId): number {
  return isStackStep(step) ? stack.RETRY_WINDOW_MS : MINUTE_MS;
}

/** mayPassSoon reports whether a step that did not pass is asked again after its retryAfter. */
export function mayPassSoon(answer: StepAnswer): boolean {
  return answer.outcome === 'failed' || stack.isWaiting(answer);
}

/** advisoryIn lists the steps that end the test of a saved connection, besides those of its kind. */
export function advisoryIn(kind: ConnectionKind, { accounts }: LinkSettings): readonly StepId[] {
  return accounts ? account.advisoryIn(kind, accounts) : [];
}
