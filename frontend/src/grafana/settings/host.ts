import { isStack } from '../stack';

// The rules of the backend for the address of a stack. testdata/wire/stack-fields.json has the
// cases of both.

/** HostFault says why an address is not that of a stack. */
export type HostFault = 'empty' | 'malformed' | 'website' | 'elsewhere' | 'spelling' | 'service';

/** Read is the host of an address, or why it has none. */
export type Read = { host: string } | { fault: HostFault };

/** The scheme and the authority. */
const parts = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#]*)/i;

/**
 * readHost returns the host of an address, which may be that of a page of the stack. It refuses what
 * hides the host from people.
 */
export function readHost(address: string): Read {
  const typed = address.trim();
  if (typed === '') return { fault: 'empty' };
  const [, scheme = 'https', authority = ''] = parts.exec(typed) ?? [];
  if (scheme.toLowerCase() !== 'https' || isMalformed(authority)) return { fault: 'malformed' };
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
    /[@%\\^`{|} \p{Cc}]/u.test(authority) || /:(?!\d*$)/.test(authority.replace(/^\[.*\]/, ''))
  );
}

function checkHost(host: string): Read {
  const plain = host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
  if (plain === 'grafana.com') return { fault: 'website' };
  if (!plain.endsWith('.grafana.net')) return { fault: 'elsewhere' };
  if (host !== plain || !/^[a-z0-9.-]*$/.test(host)) return { fault: 'spelling' };
  return isStack(host) ? { host } : { fault: 'service' };
}
