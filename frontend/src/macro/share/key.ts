import type { PageContext } from '../../platform/context';
import { placeOf } from '../../wire/macro-config';
import type { Question } from '../load';

/**
 * keyOf returns the sharing key of a macro: tab, installation, site, account, space, page and
 * question. If the platform leaves one of them out, macros with different values would collide, so
 * the key is null and the macro does not share. Tabs do not share: the changes since the last
 * refresh belong to one tab.
 */
export function keyOf(tab: string, where: PageContext, question: Question): string | null {
  const { installation, site, account, spaceId, page } = where;
  const parts = [tab, installation, site, account, spaceId, page];
  if (parts.some((part) => part === undefined || part === '')) return null;
  const sources = question.sources.map((source) => [
    source.connection,
    placeOf(source),
    source.account,
    source.alerts,
  ]);
  return `pagewatch/5 ${JSON.stringify([...parts, sources, question.query])}`;
}
