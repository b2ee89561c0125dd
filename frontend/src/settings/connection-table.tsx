import { Fragment, type ReactElement, type ReactNode } from 'react';
import { columnsOf } from '../providers/settings-parts';
import { text } from '../text/en';
import type { ListedConnection } from '../wire/settings';
import { ConnectionRow, type RowContext } from './connection-row';
import styles from './connection-table.module.css';

/** ConnectionTableProps are the connections and the props that their rows share. */
export interface ConnectionTableProps extends RowContext {
  connections: readonly ListedConnection[];
  /** The id of the connection with the open panel. */
  openId: string | undefined;
  panel: ReactNode;
}

/**
 * ConnectionTable lists connections, with the open panel below its connection. Explicit roles keep
 * the table semantics when CSS stacks the rows.
 */
export function ConnectionTable(props: ConnectionTableProps): ReactElement {
  const { connections, openId, panel, ...context } = props;
  const { columns, title } = text.settings.connections;
  const own = columnsOf(connections);
  const titles = [columns.name, own.account, own.places, own.fence, columns.test];
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
          <Fragment key={connection.id ?? index}>
            <ConnectionRow {...context} connection={connection} />
            {openId !== undefined && openId === connection.id && (
              <tr role="row" className={styles.open}>
                <td role="cell" colSpan={titles.length}>
                  {panel}
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
