import type { Tone } from '../ui/lozenge';
import type { StateShape } from '../ui/state-icon';
import type { Verdict } from './verdict';

/** looks gives every verdict a colour and a shape of its own. Green belongs to "ok" alone. */
export const looks: Record<Verdict, { tone: Tone; shape: StateShape }> = {
  firing: { tone: 'danger', shape: 'triangle' },
  unknown: { tone: 'caution', shape: 'diamond' },
  insufficient: { tone: 'neutral', shape: 'dashed' },
  doubtful: { tone: 'caution', shape: 'hollow' },
  ok: { tone: 'success', shape: 'check' },
};
