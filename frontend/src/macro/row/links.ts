/** Piece is plain text, or an address and its text. */
export interface Piece {
  text: string;
  href?: string;
}

/** Punctuation that ends a sentence or a bracket, not an address. */
const trailing = /[.,;:!?'")\]}>]+$/;

/**
 * pieces splits a description at its https addresses. Customers write descriptions, so no other
 * scheme becomes a link. An address with user info before its host does not either: it hides its
 * target.
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
