import type { ReactElement } from 'react';
import styles from '../../settings/page.module.css';
import { text } from '../../text/en';
import type { ListedConnection } from '../../wire/settings';

/** Whether connections of a kind present the External ID to AWS. */
const mayUseExternalId = {
  'aws-role': 'yes',
  'aws-user': 'no',
  grafana: 'no',
  unknown: 'unknown',
} as const satisfies Record<ListedConnection['kind'], string>;

/** IdUsers are the connections that a change of the External ID concerns. */
export interface IdUsers {
  roles: ListedConnection[];
  /** Connections of which the page does not know whether they use the External ID. */
  unknown: ListedConnection[];
}

/** idUsers returns the connections that use the External ID, or undefined if none may use it. */
export function idUsers(connections: readonly ListedConnection[]): IdUsers | undefined {
  const of = (use: string): ListedConnection[] =>
    connections.filter(({ kind }) => mayUseExternalId[kind] === use);
  const users = { roles: of('yes'), unknown: of('unknown') };
  return users.roles.length + users.unknown.length === 0 ? undefined : users;
}

/** Names lists connections by name. */
export function Names(props: {
  title?: string;
  connections: readonly { id?: string | undefined; name: string }[];
}): ReactElement | null {
  const { title, connections } = props;
  if (connections.length === 0) return null;
  return (
    <>
      {title !== undefined && <p>{title}</p>}
      <ul className={styles.names}>
        {connections.map(({ id, name }, index) => (
          <li key={id ?? index}>
            <bdi>{name || text.settings.connections.unnamed}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}
