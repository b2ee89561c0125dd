import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { Lozenge } from '../../ui/lozenge';
import { RelativeTime } from '../../ui/relative-time';
import { Chart } from '../../providers/row-parts';
import { ItemFacts, ItemName, ItemTree } from '../row/facts';
import { Reason } from '../row/reason';
import { lookOfRow, type Row } from '../rows';
import styles from './item-table.module.css';

/** ItemListProps are rows, a caption, and whether each row names its source. */
export interface ItemListProps {
  rows: readonly Row[];
  caption: string;
  placed: boolean;
}

/**
 * ItemTable lists items. On a narrow page CSS turns the rows into blocks, which drops the table
 * semantics; the explicit roles keep them.
 */
export function ItemTable(props: ItemListProps): ReactElement {
  const { columns } = text.macro;
  return (
    <table className={styles.table} role="table">
      <caption className="visually-hidden">{props.caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {[columns.state, columns.name, columns.since, columns.reason].map((title) => (
            <th key={title} role="columnheader" scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {props.rows.map((row) => (
          <ItemRow key={row.key} row={row} placed={props.placed} />
        ))}
      </tbody>
    </table>
  );
}

/** ItemRow shows one item. Its names are bidi-isolated text. */
function ItemRow(props: { row: Row; placed: boolean }): ReactElement {
  const { item, was } = props.row;
  const reason = item.brief ?? item.reason;
  return (
    <tr className={was === undefined ? styles.row : `${styles.row} ${styles.changed}`} role="row">
      <td role="cell">
        <Lozenge {...lookOfRow(props.row)} word={item.state} />
      </td>
      <td className={styles.name} role="cell">
        <ItemName row={props.row} />
        <ItemFacts {...props}>
          <ItemTree row={props.row} />
        </ItemFacts>
      </td>
      <td className={styles.since} role="cell">
        {item.since === undefined ? text.time.unknown : <RelativeTime at={item.since} />}
      </td>
      <td className={styles.reason} role="cell">
        {reason !== undefined && <Reason name={item.name} reason={reason} />}
        <Chart item={item} />
      </td>
    </tr>
  );
}
