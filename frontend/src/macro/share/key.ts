import type { PageContext } from '../../platform/context';
import { placeOf } from '../../wire/macro-config';
import type { Question } from '../load';

/**
 * keyOf names the macros that may share a view: same tab, installation, site, person, space, page and question. Where
 * the platform leaves one of them out, they cannot be told apart, and the macro asks for itself: null. Tabs share nothing:
 * what changed since the refresh before concerns the tab that showed the one before.
 */
export function keyOf(tab: string, where: PageContext, question: Question): string | null {
  const { installation, site, account, spaceId, page } = where;
  const parts = [tab, installation, site, account, spaceId, page];
  if (parts.some((part) => part === undefined || part === '')) return null;
  const sources = question.sources.map((source) => [source.connection, placeOf(source)]);
  return `pagewatch/2 ${JSON.stringify([...parts, sources, question.query])}`;
}
