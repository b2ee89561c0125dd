import { text } from '../../text/en';
import type { StepAnswer, StepId } from '../../wire/test-step';

/** statementOf says what a step proves. `names` are the names of Regions by id; "" stands for every Region. */
export function statementOf(
  step: StepId,
  region: string | undefined,
  names: ReadonlyMap<string, string>,
): string {
  const words = text.settings.testing;
  if (step !== 'alarms') return words.steps[step];
  if (region === undefined || region === '') return words.alarmsInEach;
  return words.alarmsIn(names.get(region) ?? region);
}

/** seenIn says what a step that passed saw. */
export function seenIn(answer: StepAnswer): string | undefined {
  const words = text.settings.testing;
  const { alarms, truncated, namePrefix, composites, account } = answer;
  if (alarms !== undefined) return words.seen(alarms, truncated ?? false, namePrefix);
  if (composites !== undefined) return words.composites[composites];
  return account === undefined ? undefined : words.account(account);
}

/** hintIn is what to look at in a step that passed but saw nothing: a prefix may be misspelt. */
export function hintIn({ alarms, truncated, namePrefix }: StepAnswer): string | undefined {
  const nothing = alarms === 0 && truncated !== true && namePrefix !== undefined;
  return nothing ? text.settings.testing.noneBegins : undefined;
}

/** isDoubtful reports whether a step passed without proof: it saw no composite alarm, so they may be hidden from it. */
export function isDoubtful(answer: StepAnswer): boolean {
  return answer.composites === 'none-seen';
}

/** withoutCounts drops what depends on the fence, which can change after a test. What was proved stays. */
export function withoutCounts(answer: StepAnswer): StepAnswer {
  return { ...answer, alarms: undefined, truncated: undefined, namePrefix: undefined };
}

/** retryReason says why a step that was refused may pass soon. */
export function retryReason(step: StepId): string {
  const { patience } = text.settings.testing;
  return step === 'assume' ? patience.role : patience.other;
}
