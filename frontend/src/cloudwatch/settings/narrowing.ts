import type { SavedAccount } from '../../wire/settings';
import { prefixesOf, type AccountDraft } from './draft';

/**
 * narrows reports whether a change removes access that macros may use today: a Region, or names of
 * alarms.
 */
export function narrows(draft: AccountDraft, connection: SavedAccount): boolean {
  const fewerRegions = connection.regions.some((region) => !draft.regions.includes(region));
  return fewerRegions || fewerNames(connection.namePrefixes, prefixesOf(draft));
}

/** An empty list allows every name; a prefix allows every longer one. */
function fewerNames(before: readonly string[], after: readonly string[]): boolean {
  if (after.length === 0) return false;
  return (
    before.length === 0 || before.some((old) => !after.some((prefix) => old.startsWith(prefix)))
  );
}
