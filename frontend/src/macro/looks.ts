import type { Tone } from '../ui/lozenge';
import type { StateShape } from '../ui/state-icon';
import type { Standing } from './standing';
import type { Tally } from './tally';

/** Look is a colour and a shape; the word next to them comes from elsewhere. */
export interface Look {
  tone: Tone;
  shape: StateShape;
}

/** looks maps every standing to a colour and a shape. Only "ok" is green. */
export const looks: Record<Standing, Look> = {
  firing: { tone: 'danger', shape: 'triangle' },
  pending: { tone: 'information', shape: 'outline' },
  unknown: { tone: 'caution', shape: 'diamond' },
  insufficient: { tone: 'neutral', shape: 'dashed' },
  unevaluated: { tone: 'neutral', shape: 'barred' },
  doubtful: { tone: 'caution', shape: 'hollow' },
  ok: { tone: 'success', shape: 'check' },
};

type Judged = 'verdict' | 'reason' | 'lacking';

/**
 * lookOf returns the look of a whole view. An unknown verdict without an error is neutral, unless one
 * source lacks what others have.
 */
export function lookOf({ verdict, reason, lacking }: Pick<Tally, Judged>): Look {
  switch (verdict) {
    case 'firing':
      return looks.firing;
    case 'pending':
      return looks.pending;
    case 'blind':
      return looks.doubtful;
    case 'ok':
      return looks.ok;
    case 'unknown':
      return quiet.includes(reason) && lacking.length === 0
        ? { tone: 'neutral', shape: 'diamond' }
        : looks.unknown;
  }
}

/** The age, in milliseconds, at which a view is stale and loses its green. */
const OLD_MS = 5 * 60_000;

/**
 * isOld reports whether an answer is too old to be green. Both times are milliseconds since 1970.
 */
export function isOld(asOf: number | undefined, now: number): boolean {
  return asOf !== undefined && now - asOf > OLD_MS;
}

/** agedLook returns the look of a stale view: green turns neutral, every other look stays. */
export function agedLook(look: Look): Look {
  return look.tone === 'success' ? { tone: 'neutral', shape: 'diamond' } : look;
}

const quiet: readonly Tally['reason'][] = ['asking', 'no-alarms', 'none-match', 'none-firing'];
