/**
 * insideFence reports whether a connection with these name prefixes answers for names that begin so. The backend
 * supplies the prefix itself where a connection has exactly one and nothing is named.
 */
export function insideFence(prefix: string, fence: readonly string[]): boolean {
  if (fence.length === 0 || (prefix === '' && fence.length === 1)) return true;
  return fence.some((allowed) => prefix.startsWith(allowed));
}
