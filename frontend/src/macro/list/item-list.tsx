import { useState, type ReactElement } from 'react';
import { text } from '../../text/en';
import type { FoldedRow } from '../fold';
import type { Row } from '../rows';
import { moveFocus } from './arrow-keys';
import { ItemRow } from './item-row';
import styles from './list.module.css';

/** ItemListProps are rows and what they show. */
export interface ItemListProps {
  rows: readonly FoldedRow[];
  caption: string;
  /** The number of rows on the screen; paper shows all. All by default. */
  most?: number;
  /** Whether the column headers are visible. */
  headed?: boolean;
  /** placeOf returns the place of a row, where rows differ in it. */
  placeOf: (row: Row) => string | undefined;
}

/** The most characters of a state that the usual column has room for: "In alarm". */
const SHORT_STATE = 9;

const columns = ['state', 'name', 'owner', 'what', 'chart', 'since', 'links'] as const;

/**
 * ItemList lists items, one line each, and unfolds the details of one at a time. Each row is one tab
 * stop, and arrow keys move between rows. On a narrow page CSS turns the rows into blocks, which
 * drops the table semantics; the explicit roles keep them.
 */
export function ItemList(props: ItemListProps): ReactElement {
  const { rows, caption, most = rows.length, headed = false, placeOf } = props;
  const [opened, open] = useState<string | null>(null);
  const hasOwners = headed && rows.some(({ row }) => row.item.owner !== undefined);
  const shown = columns.filter((column) => column !== 'owner' || hasOwners);
  const isWide = rows.some(({ row }) => row.item.state.length > SHORT_STATE);
  return (
    <table className={`${styles.table} ${isWide ? styles.worded : ''}`} role="table">
      <caption className="visually-hidden">{caption}</caption>
      <thead role="rowgroup" className={headed ? undefined : styles.unseen}>
        <tr role="row">
          {shown.map((column) => (
            <th key={column} className={styles[column]} role="columnheader" scope="col">
              {text.macro.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" onKeyDown={moveFocus}>
        {rows.map(({ row, causes }, index) => (
          <ItemRow
            key={row.key}
            row={row}
            causes={causes}
            place={placeOf(row)}
            hasOwner={hasOwners}
            isOnPaperOnly={index >= most}
            isOpen={opened === row.key}
            onToggle={() => open(opened === row.key ? null : row.key)}
          />
        ))}
      </tbody>
    </table>
  );
}
