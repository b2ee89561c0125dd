import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import { Breakable } from '../ui/breakable';
import type { ListedConnection, SavedConnection } from '../wire/settings';
import type { Space } from './api';
import styles from './connection-table.module.css';
import { CopyButton } from './copy-button';
import { LastTest, Remark } from './last-test';
import { ReceiptButton } from './receipt-button';
import type { Work } from './state';

/** What an admin can do with a connection. */
type Action = 'test' | 'edit' | 'remove';

/** RowContext is what all rows have in common. */
export interface RowContext {
  space: Space;
  /** Region names by id. */
  names: ReadonlyMap<string, string>;
  /** Whether the operator signs receipts. */
  receipts: boolean;
  onWork: (work: Work) => void;
}

/** ConnectionRow shows one connection and what can be done with it. */
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
  const { connection, names, space } = props;
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
      <td role="cell" className={styles.regions}>
        {connection.regions.map((region) => (
          <div key={region} title={region}>
            {names.get(region) ?? region}
          </div>
        ))}
      </td>
      <td role="cell" className={styles.fence}>
        {connection.namePrefixes.length === 0 && words.everyName}
        {connection.namePrefixes.map((prefix) => (
          <div key={prefix}>
            <code>{prefix}*</code>
          </div>
        ))}
      </td>
      <td role="cell" className={styles.status}>
        <LastTest connection={connection} names={names} />
        {props.receipts && test && (
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

function Access(props: { connection: SavedConnection }): ReactElement {
  const { name, kind, account, roleArn } = props.connection;
  const words = text.settings.connections;
  return (
    <>
      <div className={account === undefined ? styles.small : undefined}>{account ?? words.noAccount}</div>
      <div className={styles.small}>{words.kinds[kind]}</div>
      {roleArn !== undefined && (
        <div className={styles.role}>
          <code title={roleArn}>
            <Breakable>{nameOf(roleArn)}</Breakable>
          </code>
          <CopyButton value={roleArn} what={words.arnOf(name)} appearance="default" />
        </div>
      )}
    </>
  );
}

/** What follows ":role/" in an ARN is the role's path and name; the account stands above it. */
function nameOf(roleArn: string): string {
  return roleArn.replace(/^.*:role\//, '');
}

function Actions(props: RowContext & { connection: SavedConnection }): ReactElement {
  const { connection, onWork } = props;
  const actions: Action[] = connection.status === 'ready' ? ['test', 'edit', 'remove'] : ['remove'];
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
