// The rules of the backend for the token of a service account. testdata/wire/stack-fields.json has
// the cases of both.

/** TokenFault says why a text is not the token of a service account. */
export type TokenFault = 'empty' | 'incomplete' | 'damaged' | 'policy' | 'api-key' | 'other';

const PREFIX = 'glsa_';

/** 32 letters and digits, and a checksum. */
const whole = /^glsa_([A-Za-z0-9]{32})_([0-9a-f]{8})$/;
const begun = /^glsa_[A-Za-z0-9]{0,32}(_[0-9a-f]{0,7})?$/;

/** faultOfToken returns why a text is no token of a service account; undefined for one. */
export function faultOfToken(token: string): TokenFault | undefined {
  const [, secret = '', sum] = whole.exec(token) ?? [];
  if (sum !== undefined) return sum === checksum(secret) ? undefined : 'damaged';
  if (token === '') return 'empty';
  if (token.startsWith('glc_')) return 'policy';
  if (token.startsWith('eyJ')) return 'api-key';
  return begun.test(token) ? 'incomplete' : 'other';
}

/**
 * checksum is the CRC-32 of the prefix and the secret, its lowest byte first, in hexadecimal.
 * Source: Grafana, pkg/components/satokengen/tokengen.go.
 */
function checksum(secret: string): string {
  let sum = 0xffffffff;
  for (const byte of new TextEncoder().encode(PREFIX + secret)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  const bytes = new DataView(new ArrayBuffer(4));
  bytes.setUint32(0, ~sum, true);
  return bytes.getUint32(0).toString(16).padStart(8, '0');
}
