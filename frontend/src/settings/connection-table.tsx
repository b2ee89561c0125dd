import type { ReactElement } from 'react';
import { text } from '../text/en';
import type { ListedConnection } from '../wire/settings';
import { ConnectionRow, type RowContext } from './connection-row';
import styles from './connection-table.module.css';

/** ConnectionTableProps are the connections and the props that their rows share. */
export interface ConnectionTableProps extends RowContext {
  connections: readonly ListedConnection[];
}

/**
 * ConnectionTable lists connections. Explicit roles keep the table semantics when CSS stacks the
 * rows.
 */
export function ConnectionTable(props: ConnectionTableProps): ReactElement {
  const { connections, ...context } = props;
  const { columns, title } = text.settings.connections;
  const titles = [
    columns.name,
    columns.account,
    columns.places,
    columns.fence,
    columns.test,
    columns.actions,
  ];
  return (
    <table className={styles.table} role="table">
      <caption className="visually-hidden">{title}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {titles.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {connections.map((connection, index) => (
          <ConnectionRow key={connection.id ?? index} {...context} connection={connection} />
        ))}
      </tbody>
    </table>
  );
}
