import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { Access, Fence } from '../providers/settings-parts';
import { text } from '../text/en';
import { placesOf } from '../wire/connections';
import type { ListedConnection, SavedConnection } from '../wire/settings';
import type { Space } from './api';
import styles from './connection-table.module.css';
import { LastTest, Remark } from './last-test';
import { ReceiptButton } from './receipt-button';
import type { Work } from './state';

/** The actions on a connection. */
type Action = 'test' | 'edit' | 'remove';

/** RowContext is the props that all rows share. */
export interface RowContext {
  space: Space;
  /** Place names by id. */
  names: ReadonlyMap<string, string>;
  /** Whether the operator signs receipts. */
  receipts: boolean;
  /** Whether the deployment offers the known kinds. Otherwise it can only be removed. */
  offered: boolean;
  onWork: (work: Work) => void;
}

/** ConnectionRow shows one connection and its actions. */
export function ConnectionRow(props: RowContext & { connection: ListedConnection }): ReactElement {
  const { connection, ...context } = props;
  if (connection.kind !== 'unknown') return <SavedRow {...context} connection={connection} />;
  const { id, name, why } = connection;
  const words = text.settings.connections;
  return (
    <tr role="row">
      <td role="cell" className={styles.name}>
        <bdi>{name || words.unnamed}</bdi>
      </td>
      <td role="cell" colSpan={4}>
        <Remark {...words.unknown[why]} />
      </td>
      <td role="cell">
        {id !== undefined && (
          <div className={styles.actions}>
            <ActionButton
              action="remove"
              {...{ id, name }}
              onClick={() => props.onWork({ what: 'remove', connection: { ...connection, id } })}
            />
          </div>
        )}
      </td>
    </tr>
  );
}

function SavedRow(props: RowContext & { connection: SavedConnection }): ReactElement {
  const { connection, names, space, offered } = props;
  const { id, name, test } = connection;
  const words = text.settings.connections;
  return (
    <tr role="row">
      <td role="cell" className={styles.name}>
        <bdi>{name || words.unnamed}</bdi>
      </td>
      <td role="cell" className={styles.access}>
        <Access connection={connection} />
      </td>
      <td role="cell" className={styles.places}>
        {placesOf(connection).map((place) => (
          <div key={place} title={place}>
            {names.get(place) ?? place}
          </div>
        ))}
      </td>
      <td role="cell" className={styles.fence}>
        <Fence connection={connection} />
      </td>
      <td role="cell" className={styles.status}>
        {offered ? (
          <LastTest connection={connection} names={names} />
        ) : (
          <Remark {...words.notOffered} />
        )}
        {offered && props.receipts && test && (
          <div className={styles.receipt}>
            <ReceiptButton {...{ space, id, name }} at={test.at} />
          </div>
        )}
      </td>
      <td role="cell">
        <Actions {...props} />
      </td>
    </tr>
  );
}

function Actions(props: RowContext & { connection: SavedConnection }): ReactElement {
  const { connection, offered, onWork } = props;
  const usable = offered && connection.status === 'ready';
  const actions: Action[] = usable ? ['test', 'edit', 'remove'] : ['remove'];
  return (
    <div className={styles.actions}>
      {actions.map((action) => (
        <ActionButton
          key={action}
          {...{ action, id: connection.id, name: connection.name }}
          onClick={() => onWork({ what: action, connection })}
        />
      ))}
    </div>
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
