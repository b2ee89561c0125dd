import type { ReactElement } from 'react';
import { standingIn } from '../ages';
import { evidenceWords } from '../row/evidence-words';
import { remarksOn, type Row } from '../rows';

/**
 * What is why an item is in its state: its evidence, that of the cause of a composite, or the caveats
 * of an OK.
 */
export function What(props: { row: Row; causes?: readonly Row[] }): ReactElement | null {
  const { row, causes = [] } = props;
  const { item, source } = row;
  const cause = causes.find((it) => it.item.children === undefined && it.item.evidence);
  if (cause?.item.evidence) {
    const words = evidenceWords(cause.item.evidence, source.header?.asOf ?? 0);
    return (
      <bdi title={cause.item.evidence.full}>
        {cause.item.name}: {words}
      </bdi>
    );
  }
  const remarks = remarksOn(row);
  if (standingIn(source, item) === 'doubtful' && remarks.length > 0)
    return <bdi>{remarks.map(({ label }) => label).join(', ')}</bdi>;
  const { evidence } = item;
  if (evidence === undefined) return null;
  return <bdi title={evidence.full}>{evidenceWords(evidence, source.header?.asOf ?? 0)}</bdi>;
}
