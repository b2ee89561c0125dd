/** Pasted is the filters in an address of the CloudWatch console. */
export interface Pasted {
  region: string;
  /** One alarm by its exact name. */
  name?: string | undefined;
  /** The search of the list. */
  search?: string | undefined;
  /** The state filter of the list. */
  state?: string | undefined;
}

/** The console hosts of the three partitions, with an optional Region or account in front. */
const consoles =
  /^(?:[\w-]+\.){0,2}(?:console\.aws\.amazon\.com|console\.amazonaws\.cn|console\.amazonaws-us-gov\.com)$/;

const states = ['ALARM', 'INSUFFICIENT_DATA', 'OK'];

/**
 * parsePasted parses an address of one alarm or a list of alarms: #alarmsV2:alarm/<name>,
 * #alarmsV2:?…, the older #alarm:…, and /cloudwatch/deeplink.js. It returns null for everything
 * else.
 */
export function parsePasted(address: string): Pasted | null {
  const url = parseUrl(address);
  if (
    url?.protocol !== 'https:' ||
    !consoles.test(url.hostname) ||
    !url.pathname.startsWith('/cloudwatch/')
  ) {
    return null;
  }
  const region = regionOf(url);
  const hash = url.hash.slice(1);
  if (region === null || !/^alarms?(?:V2)?:/.test(hash)) return null;
  const one = /^alarmsV2:alarm\/([^?]+)/.exec(hash)?.[1];
  if (one !== undefined) {
    const name = decoded(one);
    return name === null ? null : { region, name };
  }
  return { region, ...parseList(hash.slice(hash.indexOf(':') + 1)) };
}

function parseUrl(address: string): URL | null {
  try {
    return new URL(address.trim());
  } catch {
    return null;
  }
}

function regionOf(url: URL): string | null {
  const named = url.searchParams.get('region') ?? '';
  const labels = [named, ...url.hostname.split('.')];
  return labels.find((label) => /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(label)) ?? null;
}

/**
 * A list has its filters in one of three notations: a query (?search=x&state=ALARM), the console's
 * own (?~(search~'x~alarmStateFilter~'ALARM)), or the old console's (alarmFilter=inAlarm;name=x).
 */
function parseList(text: string): Omit<Pasted, 'region'> {
  const pairs = new Map<string, string>();
  for (const [, key = '', value = ''] of text.matchAll(/([A-Za-z]+)(?:=|~')([^~;&()]*)/g)) {
    // The console's notation escapes a character as *20, where addresses use %20.
    pairs.set(key, decoded(value.replace(/\*([0-9a-f]{2})/gi, '%$1')) ?? '');
  }
  const name = pairs.get('alarm') ?? '';
  const search = pairs.get('search') ?? pairs.get('name') ?? '';
  const state = stateOf(
    pairs.get('alarmStateFilter') ?? pairs.get('state') ?? pairs.get('alarmFilter') ?? '',
  );
  return {
    ...(name === '' ? {} : { name }),
    ...(search === '' ? {} : { search }),
    ...(state === undefined ? {} : { state }),
  };
}

function stateOf(word: string): string | undefined {
  if (word === 'inAlarm') return 'ALARM';
  return states.find((state) => state === word);
}

function decoded(text: string): string | null {
  try {
    const name = decodeURIComponent(text);
    return name.length > 255 || name === '' ? null : name;
  } catch {
    return null;
  }
}
