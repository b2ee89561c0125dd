import type { Label } from '../wire/rule';

/** labelWords writes labels in one line. */
export function labelWords(labels: readonly Label[]): string {
  return labels.map(({ name, value }) => `${name}=${value}`).join(', ');
}
