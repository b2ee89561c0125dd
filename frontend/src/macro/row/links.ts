/** Piece is plain text, or an address and its text. */
export interface Piece {
  text: string;
  href?: string;
}

/**
 * White space, control and format characters, quotes, and what separates an address from its text
 * in markup end an address, and so does full-width punctuation.
 */
const ends = /[\s\p{Cc}\p{Cf}<>"`\\|“”„‘’‚«»‹›\u3000-\u303F\uFF00-\uFF65]/u;

/** Punctuation that ends a sentence or opens a bracket, not an address. */
const trailing = /[.,;:!?'*…([{]+$/;

/**
 * The whole authority is a host in ASCII letters, which look like nothing else, and a port. User
 * info before the host hides the target.
 */
const authority = /^https:\/\/[a-z0-9][a-z0-9._-]*(:\d{1,5})?(?![^/?#])/i;

const closers = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/**
 * pieces splits a description at its https addresses. Customers write descriptions, so no other
 * scheme becomes a link. testdata/wire/descriptions.json has the cases, for exports too.
 */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  let next = 0;
  for (const { index } of text.matchAll(/https:[/]{2}/gi)) {
    if (index < next) continue;
    const run = runAt(text, index);
    next = index + run.length;
    const address = run.replace(trailing, '');
    if (!isSafeAddress(address)) continue;
    if (index > from) found.push({ text: text.slice(from, index) });
    found.push({ text: address, href: address });
    from = index + address.length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

/** Runbook is the first address of a description, and its host. */
export interface Runbook {
  href: string;
  host: string;
}

/** runbookOf returns the first address of a description. */
export function runbookOf(description: string): Runbook | undefined {
  const href = pieces(description).find((piece) => piece.href !== undefined)?.href ?? '';
  const host = hostOf(href);
  return host === undefined ? undefined : { href, host };
}

/**
 * runAt returns the address that begins at start, and the punctuation after it. A closing bracket
 * belongs to the address while a bracket in it is open. A single quote does, unless one precedes
 * the address.
 */
function runAt(text: string, start: number): string {
  const quoted = text[start - 1] === "'";
  const open = new Map<string, number>();
  let run = '';
  for (const sign of text.slice(start)) {
    if (ends.test(sign) || (quoted && sign === "'")) break;
    const closer = closers.get(sign);
    if (closer !== undefined) open.set(closer, (open.get(closer) ?? 0) + 1);
    const depth = open.get(sign) ?? 0;
    if (depth === 0 && isCloser(sign)) break;
    if (depth > 0) open.set(sign, depth - 1);
    run += sign;
  }
  return run;
}

function isCloser(sign: string): boolean {
  return sign === ')' || sign === ']' || sign === '}';
}

/** isSafeAddress reports whether an address is an https one that shows its host. */
export function isSafeAddress(address: string): boolean {
  return hostOf(address) !== undefined;
}

/** hostOf returns the host of a safe address. */
export function hostOf(address: string): string | undefined {
  if (!authority.test(address)) return undefined;
  try {
    return new URL(address).host;
  } catch {
    return undefined;
  }
}
