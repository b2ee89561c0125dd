import Button from '@atlaskit/button/new';
import type { ReactElement, ReactNode } from 'react';
import { Access, columnsOf, Fence, mayRenew, Places } from '../providers/settings-parts';
import { text } from '../text/en';
import type { ConnectionKind } from '../wire/kind';
import type { ListedConnection, SavedConnection } from '../wire/settings';
import type { Space } from './api';
import styles from './connection-table.module.css';
import { LastTest, Remark } from './last-test';
import { ReceiptButton } from './receipt-button';
import type { Work } from './state';

/** The actions on a connection. */
type Action = 'test' | 'edit' | 'renew' | 'remove';

/** RowContext is the props that all rows share. */
export interface RowContext {
  space: Space;
  /** Place names by id. */
  names: ReadonlyMap<string, string>;
  /** Whether the operator signs receipts. */
  receipts: boolean;
  /** Whether the deployment offers a kind. Otherwise its connections can only be removed. */
  isOffered: (kind: ConnectionKind) => boolean;
  onWork: (work: Work) => void;
}

/** ConnectionRow shows one connection and its actions. */
export function ConnectionRow(props: RowContext & { connection: ListedConnection }): ReactElement {
  const { connection, ...context } = props;
  if (connection.kind !== 'unknown') return <SavedRow {...context} connection={connection} />;
  const { id, name, why } = connection;
  return (
    <tr role="row">
      <Head id={id} name={name}>
        {id !== undefined && (
          <ActionButton
            action="remove"
            {...{ id, name }}
            onClick={() => props.onWork({ what: 'remove', connection: { ...connection, id } })}
          />
        )}
      </Head>
      <td role="cell" colSpan={4} className={styles.remark}>
        <Remark {...text.settings.connections.unknown[why]} />
      </td>
    </tr>
  );
}

/** Head is the header of a row: the name, with the actions below it. */
function Head(props: { id: string | undefined; name: string; children: ReactNode }): ReactElement {
  const { id, name } = props;
  const nameId = id === undefined ? undefined : `name-${id}`;
  return (
    <th role="rowheader" scope="row" className={styles.name} aria-labelledby={nameId}>
      <bdi id={nameId}>{name || text.settings.connections.unnamed}</bdi>
      <div className={styles.actions}>{props.children}</div>
    </th>
  );
}

function SavedRow(props: RowContext & { connection: SavedConnection }): ReactElement {
  const { connection, names, space, onWork } = props;
  const { id, name, test } = connection;
  const offered = props.isOffered(connection.kind);
  const words = text.settings.connections;
  const usable = offered && connection.status === 'ready';
  const renew: Action[] = mayRenew(connection) ? ['renew'] : [];
  const actions: Action[] = usable ? ['test', 'edit', ...renew, 'remove'] : ['remove'];
  return (
    <tr role="row">
      <Head id={id} name={name}>
        {actions.map((action) => (
          <ActionButton
            key={action}
            {...{ action, id, name }}
            onClick={() => onWork({ what: action, connection })}
          />
        ))}
      </Head>
      <td role="cell" className={styles.access}>
        <Access connection={connection} />
      </td>
      <td role="cell" className={styles.places}>
        <Places connection={connection} names={names} />
      </td>
      <td role="cell" className={styles.fence}>
        <div className={styles.label}>{columnsOf([connection]).fence}</div>
        <Fence connection={connection} />
      </td>
      <td role="cell" className={styles.status}>
        {offered ? (
          <LastTest connection={connection} names={names} />
        ) : (
          <Remark {...words.notOffered} />
        )}
        {offered && props.receipts && test && (
          <div className={styles.below}>
            <ReceiptButton {...{ space, id, name }} at={test.at} />
          </div>
        )}
      </td>
    </tr>
  );
}

function ActionButton(props: {
  action: Action;
  id: string;
  name: string;
  onClick: () => void;
}): ReactElement {
  const { action, id, name, onClick } = props;
  const words = text.settings.connections;
  return (
    <Button
      id={`${action}-${id}`}
      spacing="compact"
      aria-label={`${words[action]} ${name || words.unnamed}`}
      onClick={onClick}
    >
      {words[action]}
    </Button>
  );
}
