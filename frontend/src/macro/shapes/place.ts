import { placeNameOf } from '../names';
import type { Row } from '../rows';
import type { Grouping } from '../../wire/macro-config';
import type { View } from '../view';
import { text } from '../../text/en';

/**
 * placer returns the function that names the place of a row by what differs: the folder of the
 * item, the connection, the place within it, or several of these. The title of a group
 * names the folder already.
 */
export function placer(view: View, by?: Grouping): (row: Row) => string | undefined {
  const differ = (part: (source: View[number]['asked']) => string): boolean =>
    new Set(view.map(({ asked }) => part(asked))).size > 1;
  const byConnection = differ(({ connection }) => connection);
  const byPlace = differ((asked) => placeNameOf({}, asked));
  const folderOf = by === 'folder' ? () => undefined : folderPlacer(view);
  return (row) => {
    const { names, source } = row;
    return (
      [
        folderOf(row) ?? '',
        ...(byConnection ? [names.connection ?? text.macro.nameless] : []),
        ...(byPlace ? [placeNameOf(names, source.asked)] : []),
      ]
        .filter((it) => it !== '')
        .join(', ') || undefined
    );
  };
}

/** folderPlacer returns the function that names the folder of a row, where the folders differ. */
export function folderPlacer(view: View): (row: Row) => string | undefined {
  const folders = new Set(view.flatMap(({ items }) => items.map(({ folder }) => folder)));
  return ({ item }) => (folders.size > 1 ? item.folder : undefined);
}
