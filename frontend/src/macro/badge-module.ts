/** BADGE is the key of the manifest's second macro, which is inline. */
export const BADGE = 'alarm-badge';
