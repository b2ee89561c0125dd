/** Piece is text, or text that is an address too. */
export interface Piece {
  text: string;
  href?: string;
}

/** Signs that end a sentence or a bracket, not an address. */
const trailing = /[.,;:!?'")\]}>]+$/;

/**
 * pieces splits a description at its https addresses. Customers write descriptions, so nothing else becomes a link,
 * and no address that hides where it leads: none with a user name in front of its host.
 */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(/https:\/\/[^\s<>"'`\\]+/gi)) {
    const address = match[0].replace(trailing, '');
    if (!isSafe(address)) continue;
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    found.push({ text: address, href: address });
    from = match.index + address.length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

function isSafe(address: string): boolean {
  try {
    const url = new URL(address);
    return (
      url.protocol === 'https:' && url.username === '' && url.password === '' && url.hostname !== ''
    );
  } catch {
    return false;
  }
}
