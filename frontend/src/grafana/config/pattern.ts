/**
 * isPattern reports whether a value can be a regular expression of Go, which the backend uses. It
 * refuses only what is none for sure.
 */
export function isPattern(value: string): boolean {
  if (isForeign(value)) return false;
  // These are expressions of Go that a browser cannot read.
  if (own.test(value)) return true;
  try {
    new RegExp(value);
    return true;
  } catch {
    return false;
  }
}

/** isForeign reports whether a value has what regular expressions of Go have not. */
export function isForeign(value: string): boolean {
  return foreign.test(value);
}

/** Look-around and references to groups, outside of escapes. Go has none of them. */
const foreign = /^(?:[^\\]|\\[^1-9k])*(?:\(\?<?[=!]|\\[1-9k])/s;

/** Flags, named groups, ends of texts, classes by name, and quotations. */
const own = /\(\?(?:[a-zA-Z-]+[:)]|P)|\\[AzpPQEC]|\[\[:/;
