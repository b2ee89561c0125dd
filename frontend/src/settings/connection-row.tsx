import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import { Breakable } from '../ui/breakable';
import { Lozenge } from '../ui/lozenge';
import type { LinkedConnection } from '../wire/settings';
import styles from './connection-table.module.css';
import { CopyButton } from './copy-button';

/** What an admin can do with a linked account. */
export type Action = 'test' | 'edit' | 'remove';

/** ConnectionRowProps are a linked account, Region names by id, and what to do when asked. */
export interface ConnectionRowProps {
  connection: LinkedConnection;
  names: ReadonlyMap<string, string>;
  onAction: (action: Action, connection: LinkedConnection) => void;
}

/** ConnectionRow shows one linked account and what can be done with it. */
export function ConnectionRow(props: ConnectionRowProps): ReactElement {
  const { connection, names } = props;
  return (
    <tr role="row">
      <td role="cell" className={styles.name}>
        <bdi>{connection.name || text.settings.connections.unnamed}</bdi>
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
        {connection.namePrefixes.length === 0 && text.settings.connections.everyName}
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

function Access(props: { connection: LinkedConnection }): ReactElement {
  const { name, kind, account, roleArn } = props.connection;
  const words = text.settings.connections;
  return (
    <>
      {words.kinds[kind]}
      {account !== undefined && <div className={styles.small}>{words.account(account)}</div>}
      {roleArn !== undefined && (
        <div className={styles.role}>
          <code title={roleArn}>
            <Breakable>{nameOf(roleArn)}</Breakable>
          </code>
          <CopyButton value={roleArn} what={words.arnOf(name)} appearance="subtle" />
        </div>
      )}
    </>
  );
}

/** What follows ":role/" in an ARN is the role's path and name; the account stands above it. */
function nameOf(roleArn: string): string {
  return roleArn.replace(/^.*:role\//, '');
}

function Status(props: { status: string }): ReactElement {
  const words = text.settings.connections;
  if (props.status === 'ready') return <Lozenge tone="success" shape="check" word={words.ready} />;
  const damaged = props.status === 'damaged';
  return (
    <>
      <Lozenge tone="caution" shape="hollow" word={damaged ? words.damaged : words.pending} />
      <div className={styles.small}>{damaged ? words.damagedWhy : words.pendingWhy}</div>
    </>
  );
}

function Actions(props: ConnectionRowProps): ReactElement {
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
