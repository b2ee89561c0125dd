import {
  busyCodes,
  chargedCodes,
  deniedCodes,
  lastingCodes,
  revokedCodes,
} from '../cloudwatch/codes';

type Code = string | undefined;

/** isBusy reports whether a problem of a provider is temporary. */
export function isBusy(code: Code): boolean {
  return busyCodes.some((it) => it === code);
}

/** isDenied reports whether a provider denies a permission that the request needs. */
export function isDenied(code: Code): boolean {
  return deniedCodes.some((it) => it === code);
}

/** isRevoked reports whether an account has taken back what a connection uses. */
export function isRevoked(code: Code): boolean {
  return revokedCodes.some((it) => it === code);
}

/** isLasting reports whether a problem of a provider stays until somebody changes the connection. */
export function isLasting(code: Code): boolean {
  return lastingCodes.some((it) => it === code);
}

/** isCharged reports whether a failed call counts against the quota of a provider. */
export function isCharged(code: Code): boolean {
  return chargedCodes.some((it) => it === code);
}
