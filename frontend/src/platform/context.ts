import { Fields, isObject } from '../wire/fields';
import { getContext } from './bridge';

/** PageContext is the part of the platform's context that Pagewatch reads. */
export interface PageContext {
  /** Absent where the platform names no space; the backend then reads it from its own token. */
  spaceId?: string | undefined;
  /** The macro's configuration as stored in the page, unparsed; undefined before the first save. */
  config: unknown;
}

/** readContext asks the platform where this page is shown. */
export async function readContext(): Promise<PageContext> {
  const extension = new Fields(await getContext(), 'context').raw('extension');
  const members = isObject(extension) ? extension : {};
  const id = isObject(members.space) ? members.space.id : undefined;
  return {
    spaceId: typeof id === 'string' || typeof id === 'number' ? String(id) : undefined,
    config: members.config,
  };
}
