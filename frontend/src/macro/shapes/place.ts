import { placeNameOf } from '../names';
import type { Row } from '../rows';
import type { View } from '../view';
import { text } from '../../text/en';

/**
 * placer returns the function that names the place of a row by what differs: the folder of the
 * item, the connection, the place within it, or several of these.
 */
export function placer(view: View): (row: Row) => string | undefined {
  const differ = (part: (source: View[number]['asked']) => string): boolean =>
    new Set(view.map(({ asked }) => part(asked))).size > 1;
  const byConnection = differ(({ connection }) => connection);
  const byPlace = differ((asked) => placeNameOf({}, asked));
  const folders = new Set(view.flatMap(({ items }) => items.map(({ folder }) => folder)));
  if (!byConnection && !byPlace && folders.size < 2) return () => undefined;
  return ({ names, source, item }) =>
    [
      ...(folders.size > 1 ? [item.folder ?? ''] : []),
      ...(byConnection ? [names.connection ?? text.macro.nameless] : []),
      ...(byPlace ? [placeNameOf(names, source.asked)] : []),
    ]
      .filter((it) => it !== '')
      .join(', ') || undefined;
}
