import type { Alarm } from './wire/alarm';

/**
 * awsName returns the name of an alarm as AWS knows it, for links and comparisons, never to show.
 * The backend writes out characters that hide or reorder others, as ⟨U+202E⟩ (docs/wire.md); the
 * ARN has them.
 */
export function awsName({ arn = '', name }: Pick<Alarm, 'arn' | 'name'>): string {
  if (!name.includes('⟨')) return name;
  return /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/s.exec(arn)?.[1] ?? name;
}
