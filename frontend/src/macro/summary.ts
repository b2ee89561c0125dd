import type { View } from './model';
import { verdictOf, type Verdict } from './verdict';

/** Summary counts a whole view. */
export interface Summary {
  counts: Record<Verdict, number>;
  total: number;
  /** Something asked for was not answered in full: a failed, cut or truncated source. */
  incomplete: boolean;
  tone: 'danger' | 'caution' | 'success' | 'neutral';
}

/** summarise counts verdicts. The tone is success only when everything was answered and everything is OK. */
export function summarise(view: View): Summary {
  const counts: Record<Verdict, number> = { firing: 0, unknown: 0, insufficient: 0, doubtful: 0, ok: 0 };
  for (const alarm of view.flatMap((source) => source.alarms)) counts[verdictOf(alarm)] += 1;
  const total = view.reduce((sum, source) => sum + source.alarms.length, 0);
  const incomplete = view.some((source) => source.status !== 'answered' || source.header?.truncated === true);
  return { counts, total, incomplete, tone: toneOf(counts, total, incomplete) };
}

function toneOf(counts: Record<Verdict, number>, total: number, incomplete: boolean): Summary['tone'] {
  if (counts.firing > 0) return 'danger';
  if (incomplete || counts.ok < total) return 'caution';
  return total > 0 ? 'success' : 'neutral';
}
