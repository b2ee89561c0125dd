import { Fields, isObject } from '../wire/fields';
import { getContext } from './bridge';

/** PageContext is the part of the platform's context that Pagewatch reads. */
export interface PageContext {
  /** Absent if the platform names no space; the backend then reads it from its own token. */
  spaceId?: string | undefined;
  /** The key of the space, which addresses of the site contain. */
  spaceKey?: string | undefined;
  /** The macro's configuration as stored in the page, unparsed; undefined before the first save. */
  config: unknown;
  /** The manifest key of the module. */
  module?: string | undefined;
  /** The pasted address that created this macro. */
  link?: string | undefined;
  /** The cloudId of the site. */
  installation?: string | undefined;
  /** The address of the site. */
  site?: string | undefined;
  /** The account of the reader; absent if not signed in. */
  account?: string | undefined;
  /** The page with the macro. */
  page?: string | undefined;
  /** The https address of that page. */
  pageAddress?: string | undefined;
  /** The page is open in an editor. A live document counts as one. */
  editing?: boolean;
  /** The page is the list in a modal of openList. It is a claim of the browser, about the look. */
  list?: boolean;
}

/** readContext reads the context from the platform. */
export async function readContext(): Promise<PageContext> {
  const context = new Fields(await getContext(), 'context');
  const extension = context.raw('extension');
  const members = isObject(extension) ? extension : {};
  return {
    spaceId: idIn(members.space),
    spaceKey: keyIn(members.space),
    config: members.config,
    module: word(context.raw('moduleKey')),
    link: word(members.autoConvertLink),
    installation: word(context.raw('cloudId')),
    site: word(context.raw('siteUrl')),
    account: word(context.raw('accountId')),
    page: idIn(members.content),
    pageAddress: addressOf(context.raw('siteUrl'), members),
    editing: members.isEditing === true,
    list: isObject(members.modal) && members.modal.list === true,
  };
}

/** Confluence leads a page without its title to the whole address. */
function addressOf(site: unknown, { space, content }: Record<string, unknown>): string | undefined {
  const page = idIn(content);
  const key = keyIn(space);
  if (page === undefined || key === undefined || typeof site !== 'string') return undefined;
  try {
    const path = `/wiki/spaces/${encodeURIComponent(key)}/pages/${encodeURIComponent(page)}`;
    const { href, protocol } = new URL(path, site);
    return protocol === 'https:' ? href : undefined;
  } catch {
    return undefined;
  }
}

function idIn(value: unknown): string | undefined {
  return isObject(value) ? word(value.id) : undefined;
}

function keyIn(space: unknown): string | undefined {
  return isObject(space) ? word(space.key) : undefined;
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
