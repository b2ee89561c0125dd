/** The limit of AWS for the name of an alarm. */
const MAX_NAME = 255;

/** Named is the name in an address, and its other reading if it has one. */
interface Named {
  name: string;
  otherName?: string;
}

/**
 * nameIn returns the alarm name in an address, null without one. A plus sign stands for itself, or
 * for a space: both are in use, so the other reading comes along.
 */
export function nameIn(text: string): Named | null {
  const name = unescaped(text);
  if (name === null) return null;
  const otherName = text.includes('+') ? unescaped(text.replaceAll('+', '%20')) : null;
  return otherName === null ? { name } : { name, otherName };
}

/**
 * unescaped decodes a text of an address, in which the console writes $20 for %20. It returns null
 * for a text that is malformed, empty or too long.
 */
export function unescaped(text: string): string | null {
  const decoded = decode(text.replace(/\$([0-9a-f]{2})/gi, '%$1')) ?? decode(text);
  return decoded === null || decoded === '' || decoded.length > MAX_NAME ? null : decoded;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
