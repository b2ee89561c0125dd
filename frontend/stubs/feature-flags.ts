/**
 * Stands in for the design system's feature-flag client, which carries telemetry with it.
 * Every flag is off, so the components behave as published.
 */
export function fg(): boolean {
  return false;
}

/** getBooleanFF reports a flag of the older interface: off. */
export function getBooleanFF(): boolean {
  return false;
}

/** setBooleanFeatureFlagResolver ignores the resolver: no flag is ever asked for. */
export function setBooleanFeatureFlagResolver(): void {
  return undefined;
}
