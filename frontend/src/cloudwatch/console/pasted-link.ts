import { parseList } from './list-filters';
import { nameIn } from './unescaped';

/** Pasted is the filters in an address of the CloudWatch console. */
export interface Pasted {
  region: string;
  /** The account in the host, where the person who copied it had several accounts open. */
  account?: string | undefined;
  /** One alarm by its exact name. */
  name?: string | undefined;
  /** The address is of one alarm, whose name is malformed. */
  isNameUnreadable?: true | undefined;
  /** The name where each plus sign of the address stands for a space. */
  otherName?: string | undefined;
  /** The search of the list. The console finds it anywhere in a name. */
  search?: string | undefined;
  /** The state filter of the list. */
  states?: string[] | undefined;
}

/** The console hosts of the three partitions, with an optional Region and account in front. */
const consoles =
  /^(?:[\w-]+\.){0,2}(?:console\.aws\.amazon\.com|console\.amazonaws\.cn|console\.amazonaws-us-gov\.com)$/;

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
  const place = { region, ...accountOf(url) };
  const one = /^alarmsV2:alarm\/([^?]+)/.exec(hash)?.[1];
  if (one !== undefined) {
    return { ...place, ...(nameIn(one) ?? { isNameUnreadable: true }) };
  }
  return { ...place, ...parseList(hash.slice(hash.indexOf(':') + 1)) };
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

/** The host of a console with several accounts begins with <account>-<hash>. */
function accountOf({ hostname }: URL): Pick<Pasted, 'account'> {
  const account = /^(\d{12})(?:-[a-z0-9]+)?\./.exec(hostname)?.[1];
  return account === undefined ? {} : { account };
}
