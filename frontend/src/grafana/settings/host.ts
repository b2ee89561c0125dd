import { isStack } from '../stack';

// The rules of the backend for the address of a stack. testdata/wire/stack-fields.json has the
// cases of both.

/** HostFault says why an address is not that of a stack. */
export type HostFault = 'empty' | 'malformed' | 'path' | 'website' | 'elsewhere' | 'service';

/** Read is the host of an address, or why it has none. */
export type Read = { host: string } | { fault: HostFault };

/** The scheme, the authority, and what follows it. */
const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is;

/** readHost returns the host of a stack's address, with or without https:// and a slash. */
export function readHost(address: string): Read {
  const typed = address.trim();
  if (typed === '') return { fault: 'empty' };
  const found = parts.exec(typed.includes('://') ? typed : `https://${typed}`);
  const [, scheme = '', authority = '', rest = ''] = found ?? [];
  if (scheme.toLowerCase() !== 'https' || isMalformed(authority)) return { fault: 'malformed' };
  if (!/^\/?#?$/.test(rest)) return { fault: 'path' };
  return checkHost(authority);
}

/** hostOf returns the host of an address; "" if it is not that of a stack. */
export function hostOf(address: string): string {
  const read = readHost(address);
  return 'host' in read ? read.host : '';
}

/** A user, an escape, a character that no host has, or a port that is no number. */
function isMalformed(authority: string): boolean {
  return (
    /[@%\\^`{|}\s\p{Cc}]/u.test(authority) || /:(?!\d*$)/.test(authority.replace(/^\[.*\]/, ''))
  );
}

function checkHost(host: string): Read {
  if (host === 'grafana.com') return { fault: 'website' };
  if (!/^[^.]*\.grafana\.net$/.test(host)) return { fault: 'elsewhere' };
  return isStack(host) ? { host } : { fault: 'service' };
}
