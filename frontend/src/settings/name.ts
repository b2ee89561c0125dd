import { text } from '../text/en';
import type { ListedConnection, SavedConnection } from '../wire/settings';

/** The most characters of a name. */
const MOST = 80;

/** Scripts and emoji need joiners and two selectors; the backend decides where they may stand. */
const invisible =
  /\p{Cc}|(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cf}\p{Default_Ignorable_Code_Point}]|(?! )\p{Z}|\u2800/u;

/** Siblings are the saved connection of a form, if any, and all connections of its space. */
export interface Siblings {
  connection: SavedConnection | null;
  connections: readonly ListedConnection[];
}

/** nameErrors returns the error of a name beside its siblings, if any. */
export function nameErrors(name: string, { connection, connections }: Siblings): { name?: string } {
  const others = connections.filter(({ id }) => id !== connection?.id);
  const wrong = wrongName(
    name,
    others.map((other) => other.name),
  );
  return wrong === undefined ? {} : { name: wrong };
}

/** wrongName returns the error of a name, if any. The backend has the last word. */
export function wrongName(name: string, taken: readonly string[]): string | undefined {
  const { wrong } = text.settings.form;
  const own = name.trim();
  if (own === '') return wrong.name;
  if (Array.from(own).length > MOST) return wrong.nameLong(MOST);
  if (invisible.test(own)) return wrong.nameInvisible;
  const isTaken = taken.some((other) => other.toLowerCase() === own.toLowerCase());
  return isTaken ? wrong.nameTaken : undefined;
}
