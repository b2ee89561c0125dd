import type { ReactElement } from 'react';
import styles from '../../settings/connection-table.module.css';
import { CopyButton } from '../../settings/copy-button';
import { text } from '../../text/en';
import { Breakable } from '../../ui/breakable';
import type { SavedAccount } from '../../wire/settings';

/** AccountAccess shows the account of a connection, and its role or user. */
export function AccountAccess(props: { connection: SavedAccount }): ReactElement {
  const { name, kind, account, roleArn } = props.connection;
  const words = text.settings.connections;
  return (
    <>
      <div className={account === undefined ? styles.small : undefined}>
        {account ?? words.noAccount}
      </div>
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

/** The part of an ARN after ":role/" is the role's path and name; the account is above it. */
function nameOf(roleArn: string): string {
  return roleArn.replace(/^.*:role\//, '');
}

/** AccountPlaces lists the Regions of a connection by name. */
export function AccountPlaces(props: {
  connection: SavedAccount;
  names: ReadonlyMap<string, string>;
}): ReactElement {
  const { connection, names } = props;
  return (
    <>
      {connection.regions.map((region) => (
        <div key={region} title={region}>
          {names.get(region) ?? region}
        </div>
      ))}
    </>
  );
}

/** NameFence shows the name prefixes in a connection's fence. */
export function NameFence({ connection }: { connection: SavedAccount }): ReactElement {
  const { namePrefixes } = connection;
  return (
    <>
      {namePrefixes.length === 0 && text.settings.connections.everyName}
      {namePrefixes.map((prefix) => (
        <div key={prefix}>
          <code>{prefix}*</code>
        </div>
      ))}
    </>
  );
}
