import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { clockTime } from '../../ui/ago';
import { Badge } from '../../ui/lozenge';
import { isStale } from '../ages';
import type { Remark } from '../item';
import { evidenceWords } from '../row/evidence-words';
import { shortened } from '../row/shortened';
import { remarksOn, stateRemarksOn, type Row } from '../rows';
import styles from './what.module.css';

interface WhatProps {
  row: Row;
  causes?: readonly Row[];
}

/**
 * What is why an item is in its state. The caveats on the state come first: they are in sight at
 * every width, and the evidence takes what they leave of the line.
 */
export function What(props: WhatProps): ReactElement {
  return (
    <div className={styles.what}>
      {caveatsOn(props.row).map(({ label, why }) => (
        <Badge key={label} label={label} why={why} />
      ))}
      <Evidence {...props} />
    </div>
  );
}

/**
 * caveatsOn lists what changes the meaning of a state: that it is older than its source's answer, and
 * the remarks on a state that asks for a look. Whom an item notifies is in its details.
 */
function caveatsOn(row: Row): Remark[] {
  const { olderAsOf, source, item } = row;
  // The line of a stale source has the age of all its rows.
  const isOlder = olderAsOf !== undefined && !isStale(source);
  // The caveats of an OK are its evidence.
  const isUrgent = item.standing !== 'ok' && item.standing !== 'doubtful';
  return [
    ...(isOlder
      ? [{ label: text.macro.older(clockTime(olderAsOf)), why: text.macro.olderWhy }]
      : []),
    ...(isUrgent ? stateRemarksOn(row) : []),
  ];
}

/** Evidence is that of an item, of the cause of a composite, or the caveats of an OK. */
function Evidence({ row, causes = [] }: WhatProps): ReactElement | null {
  const { item, source } = row;
  const asOf = source.header?.asOf ?? 0;
  const cause = causes.find((it) => it.item.children === undefined && it.item.evidence);
  if (cause?.item.evidence) {
    return (
      <bdi className={styles.evidence} title={cause.item.evidence.full}>
        <span className={styles.cause}>{cause.item.name}</span>:{' '}
        {shortened(evidenceWords(cause.item.evidence, asOf))}
      </bdi>
    );
  }
  const remarks = remarksOn(row);
  if (item.standing === 'doubtful' && remarks.length > 0)
    return <bdi className={styles.caveats}>{remarks.map(({ label }) => label).join(', ')}</bdi>;
  const { evidence } = item;
  if (evidence === undefined) return null;
  return (
    <bdi className={styles.evidence} title={evidence.full}>
      {shortened(evidenceWords(evidence, asOf))}
    </bdi>
  );
}
