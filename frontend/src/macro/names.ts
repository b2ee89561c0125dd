import { placeOf, type Source } from '../wire/macro-config';
import type { SourceView, View } from './view';

/** Names are the names of a source for people. */
export interface Names {
  connection?: string | undefined;
  place?: string | undefined;
}

/** namesOf finds the names of a source. Where it sent none, another source of the same connection or place may have. */
export function namesOf(view: View, asked: Source): Names {
  const sentBy = (part: (source: Source) => string): SourceView['sent'] => {
    const source = view.find((it) => (it.header ?? it.sent) && part(it.asked) === part(asked));
    return source?.header ?? source?.sent;
  };
  return {
    connection: sentBy(({ connection }) => connection)?.name,
    place: sentBy(placeOf)?.placeName,
  };
}

/** placeNameOf returns the name of the place of a source, or else its id. */
export function placeNameOf(names: Names, asked: Source): string {
  return names.place ?? placeOf(asked);
}

/** accountOf returns the account of a source: the one in its header, or else that of its items. */
export function accountOf({ header, items }: SourceView): string | undefined {
  return header?.account ?? items.find(({ account }) => account !== undefined)?.account;
}
