import type { ReactElement } from 'react';
import { text } from '../text/en';
import type { LinkedConnection } from '../wire/settings';
import { ConnectionRow, type Action } from './connection-row';
import styles from './connection-table.module.css';

/** ConnectionTableProps are the linked accounts, Region names by id, and what to do when asked. */
export interface ConnectionTableProps {
  connections: readonly LinkedConnection[];
  names: ReadonlyMap<string, string>;
  onAction: (action: Action, connection: LinkedConnection) => void;
}

/** ConnectionTable lists linked accounts. The explicit roles keep it a table where CSS stacks the rows. */
export function ConnectionTable(props: ConnectionTableProps): ReactElement {
  const { columns, title } = text.settings.connections;
  const titles = [
    columns.name,
    columns.access,
    columns.regions,
    columns.fence,
    columns.status,
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
        {props.connections.map((connection) => (
          <ConnectionRow key={connection.id} {...props} connection={connection} />
        ))}
      </tbody>
    </table>
  );
}
