import { useCallback, type ReactElement } from 'react';
import { loadPickable } from '../../platform/connections';
import { text } from '../../text/en';
import { useLoaded } from '../../ui/use-loaded';
import type { MacroConfig } from '../../wire/macro-config';
import { Note } from '../sources/note';
import { ConnectionNames } from './connection-names';
import { successorsOf } from './successor';

/**
 * MovedNote offers the author of a copied page the connections of this space that reach the accounts
 * of the macro. Only this space is read for it, and only saving the settings uses them.
 */
export function MovedNote(props: {
  config: MacroConfig;
  spaceId: string | undefined;
}): ReactElement | null {
  const { config, spaceId } = props;
  const load = useCallback(() => loadPickable(spaceId), [spaceId]);
  const [loading] = useLoaded(load);
  if (loading.state !== 'loaded') return null;
  const connections = successorsOf(config.sources, loading.value);
  if (connections.length === 0) return null;
  return (
    <Note tone="neutral">
      {text.macro.moved} <ConnectionNames connections={connections} />
    </Note>
  );
}
