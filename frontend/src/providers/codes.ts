import * as cloudwatch from '../cloudwatch/codes';
import * as grafana from '../grafana/codes';

type Code = string | undefined;

const includes = (codes: readonly string[], code: Code): boolean => codes.some((it) => it === code);

/** isBusy reports whether a problem of a provider is temporary. */
export function isBusy(code: Code): boolean {
  return includes(cloudwatch.busyCodes, code) || includes(grafana.busyCodes, code);
}

/** isDenied reports whether a provider denies a permission that the request needs. */
export function isDenied(code: Code): boolean {
  return includes(cloudwatch.deniedCodes, code) || includes(grafana.deniedCodes, code);
}

/** isRevoked reports whether an account has taken back what a connection uses. */
export function isRevoked(code: Code): boolean {
  return includes(cloudwatch.revokedCodes, code);
}

/** isLasting reports whether a problem of a provider stays until somebody changes the connection. */
export function isLasting(code: Code): boolean {
  return includes(cloudwatch.lastingCodes, code) || includes(grafana.lastingCodes, code);
}

/** isCharged reports whether a failed call counts against the quota of a provider. */
export function isCharged(code: Code): boolean {
  return includes(cloudwatch.chargedCodes, code) || includes(grafana.chargedCodes, code);
}
