import type { ReactElement } from 'react';
import { standingIn } from '../pages';
import { evidenceWords } from '../row/evidence-words';
import { remarksOn, type Row } from '../rows';

/** What is why an item is in its state: its evidence, or the caveats of an OK. */
export function What({ row }: { row: Row }): ReactElement | null {
  const { item, source } = row;
  const remarks = remarksOn(row);
  if (standingIn(source, item) === 'doubtful' && remarks.length > 0)
    return <bdi>{remarks.map(({ label }) => label).join(', ')}</bdi>;
  const { evidence } = item;
  if (evidence === undefined) return null;
  return <bdi title={evidence.full}>{evidenceWords(evidence, source.header?.asOf ?? 0)}</bdi>;
}
