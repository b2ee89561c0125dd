import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import { Lozenge } from '../ui/lozenge';
import type { LinkedConnection } from '../wire/settings';
import styles from './connection-table.module.css';

/** What an admin can do with a linked account. */
export type Action = 'test' | 'edit' | 'remove';

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
          <Row key={connection.id} {...props} connection={connection} />
        ))}
      </tbody>
    </table>
  );
}

function Row(props: ConnectionTableProps & { connection: LinkedConnection }): ReactElement {
  const { connection, names } = props;
  const words = text.settings.connections;
  return (
    <tr role="row">
      <td role="cell" className={styles.name}>
        <bdi>{connection.name}</bdi>
      </td>
      <td role="cell">
        {words.kinds[connection.kind]}
        {connection.account !== undefined && (
          <div className={styles.small}>{words.account(connection.account)}</div>
        )}
        {connection.roleArn !== undefined && <div className={styles.arn}>{connection.roleArn}</div>}
      </td>
      <td role="cell" className={styles.regions}>
        {connection.regions.map((region) => (
          <div key={region} title={region}>
            {names.get(region) ?? region}
          </div>
        ))}
      </td>
      <td role="cell" className={styles.fence}>
        {connection.namePrefixes.length === 0 && <span className={styles.small}>{words.everyName}</span>}
        {connection.namePrefixes.map((prefix) => (
          <div key={prefix}>
            <code>{prefix}*</code>
          </div>
        ))}
      </td>
      <td role="cell" className={styles.status}>
        <Status status={connection.status} />
      </td>
      <td role="cell">
        <Actions {...props} />
      </td>
    </tr>
  );
}

function Status(props: { status: string }): ReactElement {
  const words = text.settings.connections;
  if (props.status === 'ready') return <Lozenge tone="success" shape="check" word={words.ready} />;
  return (
    <>
      <Lozenge tone="caution" shape="hollow" word={words.pending} />
      <div className={styles.small}>{words.pendingWhy}</div>
    </>
  );
}

function Actions(props: ConnectionTableProps & { connection: LinkedConnection }): ReactElement {
  const { connection, onAction } = props;
  const words = text.settings.connections;
  const actions: Action[] = connection.status === 'ready' ? ['test', 'edit', 'remove'] : ['remove'];
  return (
    <div className={styles.actions}>
      {actions.map((action) => (
        <Button
          key={action}
          id={`${action}-${connection.id}`}
          spacing="compact"
          appearance="subtle"
          aria-label={`${words[action]} ${connection.name}`}
          onClick={() => onAction(action, connection)}
        >
          {words[action]}
        </Button>
      ))}
    </div>
  );
}
