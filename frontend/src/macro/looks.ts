import type { Tone } from '../ui/lozenge';
import type { StateShape } from '../ui/state-icon';
import type { Standing } from './standing';
import type { Verdict } from './verdict';

/** Look is a colour and a shape; the word beside them comes from elsewhere. */
export interface Look {
  tone: Tone;
  shape: StateShape;
}

/** looks gives every standing a colour and a shape of its own. Green belongs to "ok" alone. */
export const looks: Record<Standing, Look> = {
  firing: { tone: 'danger', shape: 'triangle' },
  unknown: { tone: 'caution', shape: 'diamond' },
  insufficient: { tone: 'neutral', shape: 'dashed' },
  doubtful: { tone: 'caution', shape: 'hollow' },
  ok: { tone: 'success', shape: 'check' },
};

/** lookOf does the same for what a whole view lets a reader believe. Where nothing went wrong, unknown is quiet. */
export function lookOf({ verdict, reason }: Verdict): Look {
  switch (verdict) {
    case 'firing':
      return looks.firing;
    case 'blind':
      return looks.doubtful;
    case 'ok':
      return looks.ok;
    case 'unknown':
      return quiet.includes(reason) ? { tone: 'neutral', shape: 'diamond' } : looks.unknown;
  }
}

/** What is believed goes stale: after this, in milliseconds, nothing is green any more. */
const OLD_MS = 5 * 60_000;

/** isOld reports whether an answer is too old to be green. Both are milliseconds since 1970. */
export function isOld(asOf: number | undefined, now: number): boolean {
  return asOf !== undefined && now - asOf > OLD_MS;
}

/** agedLook is the look of what was believed a while ago: no longer green. What is worse stays as it is. */
export function agedLook(look: Look): Look {
  return look.tone === 'success' ? { tone: 'neutral', shape: 'diamond' } : look;
}

const quiet: readonly Verdict['reason'][] = ['asking', 'no-alarms', 'none-match', 'none-firing'];
