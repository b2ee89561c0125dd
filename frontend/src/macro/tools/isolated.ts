/** The blocks of scripts that run from right to left (DerivedBidiClass.txt). */
const rightToLeft =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * isolated puts a text that runs from right to left between FSI and PDI (UAX #9), so that it leaves
 * the order of its neighbours in a line as it is.
 */
export function isolated(words: string): string {
  return rightToLeft.test(words) ? `\u2068${words}\u2069` : words;
}
