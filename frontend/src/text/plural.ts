/** plural returns a count with its noun. */
export function plural(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** listed joins words to a list: "a, b and c". */
export function listed(things: readonly string[]): string {
  const [last, ...before] = things.toReversed();
  return before.length === 0 ? (last ?? '') : `${before.toReversed().join(', ')} and ${last ?? ''}`;
}
