import type { ReactElement } from 'react';
import type { Line } from '../../settings/proof/lines';
import { diagnose, isAboutRights } from './diagnosis';
import { RightsList } from './rights-list';

/** RightsAdvice shows the actions that the role should have, after a test that a right failed. */
export function RightsAdvice({ lines }: { lines: readonly Line[] }): ReactElement | null {
  const fault = diagnose(lines);
  return fault && isAboutRights(fault) ? <RightsList /> : null;
}
