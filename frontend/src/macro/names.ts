import type { Source } from '../wire/macro-config';
import type { SourceView, View } from './view';

/** Names are what people call a source. */
export interface Names {
  connection?: string | undefined;
  region?: string | undefined;
}

/**
 * namesOf finds the names of a source. One that has not answered says nothing of itself; another source of the
 * same connection or Region may have said it.
 */
export function namesOf(view: View, asked: Source): Names {
  const told = (same: keyof Source) => {
    const source = view.find((it) => (it.header ?? it.said) && it.asked[same] === asked[same]);
    return source?.header ?? source?.said;
  };
  return { connection: told('connection')?.name, region: told('region')?.regionName };
}

/** accountOf is the account of a source: the one in its header, or else that of its items. */
export function accountOf({ header, items }: SourceView): string | undefined {
  return header?.account ?? items.find(({ account }) => account !== undefined)?.account;
}
