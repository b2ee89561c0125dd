import type { Alerts } from '../../wire/alerts';
import { isUid } from '../uid';
import { isStack } from '../stack';

/** StackLink is a pasted address of a stack, without its query. */
export type StackLink = Selecting | Refused;

interface Selecting {
  /** The host. */
  stack: string;
  alerts: Alerts;
  /**
   * The address of a list may filter it, which the selection does not: what a search of Grafana
   * means is its own, and a filter that is read wrongly hides what fires.
   */
  isFiltered?: true;
  refused?: undefined;
}

interface Refused {
  /** The host, which may be none of a stack. */
  stack: string;
  refused: Refusal;
  alerts?: undefined;
  isFiltered?: undefined;
}

/** Refusal is why an address selects no alert rules. */
export type Refusal =
  | 'host'
  | 'dashboard'
  | 'short'
  | 'explore'
  | 'app'
  | 'public'
  | 'snapshot'
  | 'playlist'
  | 'datasource'
  | 'folders'
  | 'other';

/** parseStackLink parses an address of Grafana Cloud, null for any other. */
export function parseStackLink(address: string): StackLink | null {
  const url = parseUrl(address);
  if (url?.protocol !== 'https:' || !url.hostname.endsWith('.grafana.net')) return null;
  const { hostname: stack } = url;
  const isPlain = url.port === '' && url.username === '' && url.password === '';
  if (!isPlain || !isStack(stack)) return { stack, refused: 'host' };
  const path = segmentsOf(url.pathname);
  const found = path ? read(path) : 'other';
  if (typeof found === 'string') return { stack, refused: found };
  const isList = Object.keys(found).length === 0;
  const isFiltered = isList && [...url.searchParams.keys()].some((name) => name !== 'orgId');
  return { stack, alerts: found, ...(isFiltered && { isFiltered }) };
}

/** read reads a path: what it selects, or why it selects nothing. */
function read(path: readonly string[]): Alerts | Refusal {
  const [first, second, third] = path;
  switch (first) {
    case 'alerting':
      return readAlerting(path);
    case 'dashboards':
      return second === 'f' && path.length <= 4 && isId(third) ? { folders: [third] } : 'folders';
    case 'd':
    case 'd-solo':
    case 'd-embed':
    case 'render':
      return 'dashboard';
    case 'dashboard':
      return second === 'snapshot' ? 'snapshot' : 'dashboard';
    case 'goto':
      return 'short';
    case 'explore':
      return 'explore';
    case 'a':
      return 'app';
    case 'public-dashboards':
      return 'public';
    case 'playlists':
      return 'playlist';
    default:
      return 'other';
  }
}

/** The pages of alerting that are about all rules. */
const lists = ['list', 'groups', 'silences'];

function readAlerting([, second, id, page, ...more]: readonly string[]): Alerts | Refusal {
  if (second === undefined) return {};
  if (id === undefined) return lists.includes(second) ? {} : 'other';
  const isRule = more.length === 0 && (page === 'view' || page === 'edit' || page === 'find');
  if (!isRule) return 'other';
  if (second !== 'grafana') return 'datasource';
  return page !== 'find' && isId(id) ? { rules: [id] } : 'other';
}

function isId(text: string | undefined): text is string {
  return text !== undefined && isUid(text);
}

/** segmentsOf decodes the segments of a path once, null if one is malformed. */
function segmentsOf(path: string): string[] | null {
  try {
    return path
      .replace(/^\/|\/$/g, '')
      .split('/')
      .map(decodeURIComponent);
  } catch {
    return null;
  }
}

function parseUrl(address: string): URL | null {
  try {
    return new URL(address.trim());
  } catch {
    return null;
  }
}
