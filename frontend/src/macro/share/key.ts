import type { PageContext } from '../../platform/context';
import type { Question } from '../load';

/**
 * keyOf names the macros that may share a view: same installation, site, person, space, page and question. Where the
 * platform leaves one of them out there is no telling who is who, and the macro asks for itself: null.
 */
export function keyOf(where: PageContext, question: Question): string | null {
  const { installation, site, account, spaceId, page } = where;
  const who = [installation, site, account, spaceId, page];
  if (who.some((part) => part === undefined || part === '')) return null;
  const sources = question.sources.map(({ connection, region }) => [connection, region]);
  return `pagewatch/1 ${JSON.stringify([...who, sources, question.query])}`;
}
