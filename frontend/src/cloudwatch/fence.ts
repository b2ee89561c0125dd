/**
 * insideFence reports whether a fence allows a name prefix. The backend adds the prefix itself if a
 * query names nothing and the fence has exactly one.
 */
export function insideFence(prefix: string, fence: readonly string[]): boolean {
  if (fence.length === 0 || (prefix === '' && fence.length === 1)) return true;
  return fence.some((allowed) => prefix.startsWith(allowed));
}
