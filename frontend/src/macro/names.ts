import { text } from '../text/en';
import { placeOf, type MacroConfig, type Source } from '../wire/macro-config';
import type { SourceView, View } from './view';

/** Names are the display names of a source. */
export interface Names {
  connection?: string | undefined;
  place?: string | undefined;
}

/**
 * namesOf returns the names of a source. A missing name comes from another source with the same
 * connection or place, or else from the names that the configuration keeps.
 */
export function namesOf(view: View, asked: Source, kept: MacroConfig['names'] = {}): Names {
  const { connection } = asked;
  const sentBy = (part: (source: Source) => string): SourceView['sent'] => {
    const source = view.find((it) => (it.header ?? it.sent) && part(it.asked) === part(asked));
    return source?.header ?? source?.sent;
  };
  return {
    connection:
      sentBy((source) => source.connection)?.name ??
      (Object.hasOwn(kept, connection) ? kept[connection] : undefined),
    place: asked.alerts ? undefined : sentBy(placeOf)?.placeName,
  };
}

/** placeNameOf returns the name of a source's place, or its id if it has no name. */
export function placeNameOf(names: Names, asked: Source): string {
  return names.place ?? placeOf(asked);
}

/** fullNameOf names the connection and the place of a source. A source with rules has no place. */
export function fullNameOf(names: Names, asked: Source): string {
  const place = placeNameOf(names, asked);
  const connection = names.connection ?? text.macro.nameless;
  return place === '' ? connection : `${connection}, ${place}`;
}

/** accountOf returns the account from a source's header, or from its items. */
export function accountOf({ header, items }: SourceView): string | undefined {
  return header?.account ?? items.find(({ account }) => account !== undefined)?.account;
}
