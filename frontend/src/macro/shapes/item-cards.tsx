import { useState, type ReactElement } from 'react';
import { SmallChart } from '../../providers/row-parts';
import { Lozenge } from '../../ui/lozenge';
import { RelativeTime } from '../../ui/relative-time';
import { UnknownTime } from '../../ui/unknown-time';
import { ItemDetails } from '../list/item-details';
import { RowLinks } from '../list/row-links';
import { RowName } from '../list/row-name';
import { What } from '../list/what';
import { lookOfRow, type Row } from '../rows';
import styles from './item-cards.module.css';

/** ItemCardsProps are rows and what they show. */
export interface ItemCardsProps {
  rows: readonly Row[];
  caption: string;
  placeOf: (row: Row) => string | undefined;
}

/** ItemCards shows one card per item, and the details of one at a time. */
export function ItemCards({ rows, caption, placeOf }: ItemCardsProps): ReactElement {
  const [opened, open] = useState<string | null>(null);
  return (
    // Safari drops the list role from a list without bullets.
    <ul className={styles.cards} role="list" aria-label={caption}>
      {rows.map((row) => (
        <Card
          key={row.key}
          row={row}
          place={placeOf(row)}
          isOpen={opened === row.key}
          onToggle={() => open(opened === row.key ? null : row.key)}
        />
      ))}
    </ul>
  );
}

function Card(props: {
  row: Row;
  place: string | undefined;
  isOpen: boolean;
  onToggle: () => void;
}): ReactElement {
  const { row, isOpen } = props;
  const { item, was } = row;
  const look = lookOfRow(row);
  const classes = [
    styles.card,
    styles[look.tone],
    isOpen ? styles.open : '',
    was === undefined ? '' : styles.changed,
  ];
  return (
    <li className={classes.join(' ')}>
      <div className={styles.top}>
        <Lozenge {...look} word={item.state} />
        <span className={styles.since}>
          {item.since === undefined ? <UnknownTime /> : <RelativeTime at={item.since} />}
        </span>
      </div>
      <RowName {...props} causes={[]} />
      <div className={styles.foot}>
        <span className={styles.what}>
          <What row={row} />
        </span>
        <SmallChart item={item} asOf={row.source.header?.asOf ?? 0} />
        <span className={styles.links}>
          <RowLinks item={item} />
        </span>
      </div>
      {isOpen && <ItemDetails {...props} />}
    </li>
  );
}
