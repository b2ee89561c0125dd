/** An address whose host has letters that may look like others, up to the end of the host. */
const foreign = /(https?:\/\/(?:[^\s/?#]*@)?)([^\s/?#@]*[^\p{ASCII}\s/?#@][^\s/?#@]*)/giu;

/** shownAddress writes an address with its host as the browser connects to it. */
export function shownAddress(address: string): string {
  const rest = address.replace(/^https:\/\/[^/?#]*/i, '');
  return `https://${new URL(address).host}${rest}`;
}

/** withPlainHosts writes the hosts of a text's addresses in ASCII: а in Cyrillic looks like a. */
export function withPlainHosts(text: string): string {
  return text.replace(foreign, (whole: string, before: string, host: string) => {
    try {
      return `${before}${new URL(`https://${host}`).host}`;
    } catch {
      return whole;
    }
  });
}
