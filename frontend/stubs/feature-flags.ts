/**
 * A stub for the design system's feature-flag client, which includes telemetry. Every flag is off,
 * so the components behave as published.
 */
export function fg(): boolean {
  return false;
}

/** getBooleanFF reports a flag of the older interface: off. */
export function getBooleanFF(): boolean {
  return false;
}

/** setBooleanFeatureFlagResolver ignores the resolver: no component reads a flag through it. */
export function setBooleanFeatureFlagResolver(): void {
  return undefined;
}
