import type { ReactElement } from 'react';
import { text } from '../../text/en';
import type { SavedStack } from '../../wire/settings';
import { AccountLink } from './account-link';

/** reachOf describes what a connection to a stack shows. */
export function reachOf({ stack, folders }: SavedStack): string {
  return text.settings.stacks.removal.reach(
    stack,
    folders.map(({ title }) => title),
  );
}

/** Leftovers says that the token stays in Grafana, and where to revoke it. */
export function Leftovers({ connection }: { connection: SavedStack }): ReactElement {
  return (
    <>
      {text.settings.removal.stays[connection.kind]} <AccountLink stack={connection.stack} />
    </>
  );
}
