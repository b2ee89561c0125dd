/** BADGE is the key of the manifest's second macro, which stands inside a sentence. */
export const BADGE = 'alarm-badge';
