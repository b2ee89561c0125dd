import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { Lozenge } from '../../ui/lozenge';
import { RelativeTime } from '../../ui/relative-time';
import { Chart, hasTree } from '../../providers/row-parts';
import { ItemFacts, ItemName, ItemTree } from '../row/facts';
import { Reason } from '../row/reason';
import { lookOfRow, type Row } from '../rows';
import styles from './item-cards.module.css';
import type { ItemListProps } from './item-table';

/** ItemCards shows one card per item. */
export function ItemCards(props: ItemListProps): ReactElement {
  return (
    // Safari drops the list role from a list without bullets.
    <ul className={styles.cards} role="list" aria-label={props.caption}>
      {props.rows.map((row) => (
        <Card key={row.key} row={row} placed={props.placed} />
      ))}
    </ul>
  );
}

function Card(props: { row: Row; placed: boolean }): ReactElement {
  const { item, was } = props.row;
  const reason = item.brief ?? item.reason;
  const look = lookOfRow(props.row);
  const wide = hasTree(item) ? ` ${styles.wide}` : '';
  const changed = was === undefined ? '' : ` ${styles.changed}`;
  return (
    <li className={`${styles.card} ${styles[look.tone]}${wide}${changed}`}>
      <div className={styles.top}>
        <Lozenge {...look} word={item.state} />
        <span className={styles.since}>
          {item.since === undefined ? text.time.unknown : <RelativeTime at={item.since} />}
        </span>
      </div>
      <div className={styles.text}>
        <ItemName row={props.row} />
        <Chart item={item} />
        {reason !== undefined && (
          <div className={styles.reason}>
            <Reason name={item.name} reason={reason} />
          </div>
        )}
        <ItemFacts {...props} />
      </div>
      <ItemTree row={props.row} />
    </li>
  );
}
