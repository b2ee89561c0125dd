import { useNow } from './use-now';

/** useSecondsUntil counts down to a moment, in milliseconds since 1970; 0 once it has passed. */
export function useSecondsUntil(moment: number): number {
  const now = useNow(1000);
  return Math.max(0, Math.ceil((moment - now) / 1000));
}
