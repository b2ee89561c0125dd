import { placeNameOf } from '../names';
import type { Row } from '../rows';
import type { View } from '../view';
import { text } from '../../text/en';

/**
 * placer returns the function that names the place of a row by what differs between the sources: the
 * connection, the place within it, or both.
 */
export function placer(view: View): (row: Row) => string | undefined {
  const differ = (part: (source: View[number]['asked']) => string): boolean =>
    new Set(view.map(({ asked }) => part(asked))).size > 1;
  const byConnection = differ(({ connection }) => connection);
  const byPlace = differ((asked) => placeNameOf({}, asked));
  if (!byConnection && !byPlace) return () => undefined;
  return ({ names, source }) =>
    [
      ...(byConnection ? [names.connection ?? text.macro.nameless] : []),
      ...(byPlace ? [placeNameOf(names, source.asked)] : []),
    ]
      .filter((it) => it !== '')
      .join(', ');
}
