import type { ReactElement } from 'react';
import styles from '../../settings/connection-table.module.css';
import { text } from '../../text/en';
import { Breakable } from '../../ui/breakable';
import { Lozenge } from '../../ui/lozenge';
import { useNow } from '../../ui/use-now';
import type { SavedStack } from '../../wire/settings';
import { expiryOf } from '../expiry';

const MINUTE_MS = 60_000;

interface CellProps {
  connection: SavedStack;
}

/** StackAccess shows the stack of a connection, and the time left of its token. */
export function StackAccess({ connection }: CellProps): ReactElement {
  const { stack, expires } = connection;
  return (
    <>
      <div>
        <Breakable>{stack}</Breakable>
      </div>
      <div className={styles.small}>{text.settings.stacks.kind}</div>
      {expires !== undefined && <TokenEnd day={expires} />}
    </>
  );
}

/** A token that ends soon is conspicuous, one that has ended more so. */
function TokenEnd({ day }: { day: string }): ReactElement {
  const expiry = expiryOf(day, useNow(MINUTE_MS));
  const words = text.settings.stacks.expiry;
  switch (expiry?.state) {
    case 'soon':
      return (
        <div className={styles.below}>
          <Lozenge tone="caution" shape="diamond" word={words.soon(expiry.days)} title={day} />
        </div>
      );
    case 'over':
      return (
        <div className={styles.below}>
          <Lozenge tone="danger" shape="triangle" word={words.over} title={day} />
          <div className={styles.small}>{words.overWhy}</div>
        </div>
      );
    default:
      return <div className={styles.small}>{words.later(day)}</div>;
  }
}

/** FolderPlaces lists the folders of a connection. */
export function FolderPlaces({ connection }: CellProps): ReactElement {
  const { folders } = connection;
  return (
    <>
      {folders.length === 0 && text.settings.stacks.everyFolder}
      {folders.map(({ uid, title }) => (
        <div key={uid} title={uid}>
          <bdi>{title}</bdi>
        </div>
      ))}
    </>
  );
}

/** RuleFence says that a stack is limited by folders alone. */
export function RuleFence(): ReactElement {
  return <>{text.settings.stacks.everyRule}</>;
}
