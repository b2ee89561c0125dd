/** The key of the manifest's inline macro. */
const BADGE = 'alarm-badge';

/**
 * isBadge reports whether a module is the inline macro. Outside of production, the platform adds
 * the name of the app's environment to the key of a macro.
 */
export function isBadge(module: string | undefined): boolean {
  return module === BADGE || module?.startsWith(`${BADGE}-`) === true;
}
