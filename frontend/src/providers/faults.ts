import { faultIn as accountFault } from '../cloudwatch/settings/diagnosis';
import { faultIn as stackFault } from '../grafana/settings/diagnosis';
import type { Line } from '../settings/proof/lines';

/** faultIn diagnoses a combination of failed steps; null without a diagnosis. */
export function faultIn(lines: readonly Line[]): { title: string; next: string } | null {
  return stackFault(lines) ?? accountFault(lines);
}
