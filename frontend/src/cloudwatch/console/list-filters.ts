import { unescaped } from './unescaped';

/** ListFilters is what an address of the console's list of alarms filters by. */
interface ListFilters {
  name?: string;
  search?: string;
  states?: string[];
}

const known = ['ALARM', 'INSUFFICIENT_DATA', 'OK'];

/** key=value, key~'value, and key~(~'value~'value). */
const filters = /([A-Za-z]+)(?:=([^~;&()]*)|~'([^~;&()]*)|~\(((?:~'[^~;&()]*)+)\))/g;

/**
 * parseList parses the filters of a list, in one of three notations: a query
 * (?search=x&state=ALARM), the console's own (?~(search~'x~alarmStateFilter~(~'ALARM))), or the old
 * console's (alarmFilter=inAlarm;name=x).
 */
export function parseList(text: string): ListFilters {
  const values = new Map<string, string[]>();
  // A browser may escape the signs of the console's own notation, whose values have no percent sign.
  const plain = /^\??(?:~|%7e)/i.test(text)
    ? text.replace(/%(?:27|28|29|7e)/gi, (sign) => decodeURIComponent(sign))
    : text;
  for (const [, key = '', value, quoted, list] of plain.matchAll(filters)) {
    const texts = list?.split("~'").slice(1) ?? [quoted ?? value ?? ''];
    // The console's notation escapes a character as *20, where addresses use %20.
    values.set(
      key,
      texts.flatMap((it) => unescaped(it.replace(/\*([0-9a-f]{2})/gi, '%$1')) ?? []),
    );
  }
  const first = (...keys: string[]): string[] =>
    keys.map((key) => values.get(key)).find(some) ?? [];
  const [name] = first('alarm');
  const [search] = first('search', 'name');
  const states = statesIn(first('alarmStateFilter', 'state', 'alarmFilter'));
  return {
    ...(name !== undefined && { name }),
    ...(search !== undefined && { search }),
    ...(states.length > 0 && { states }),
  };
}

function some(values: string[] | undefined): values is string[] {
  return values !== undefined && values.length > 0;
}

function statesIn(words: readonly string[]): string[] {
  const named = words.map((word) => (word === 'inAlarm' ? 'ALARM' : word));
  return known.filter((state) => named.includes(state));
}
