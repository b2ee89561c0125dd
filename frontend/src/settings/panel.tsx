import type { ReactElement } from 'react';
import { settingsFor } from '../providers/settings-parts';
import { text } from '../text/en';
import { placeNames } from '../wire/settings';
import type { Loaded } from './api';
import { ConnectionEdit } from './connection-form';
import { removedNews } from './notice';
import { Removal } from './removal';
import { SavedTest } from './saved-test';
import type { News, Work } from './state';

/** PanelProps are the work on one connection and the callbacks at its end. */
export interface PanelProps {
  loaded: Loaded;
  work: Work;
  cancel: () => void;
  changed: (done: News) => void;
  onTested: () => void;
}

/**
 * Panel tests, edits or removes one connection. Without accounts in the settings it only removes.
 */
export function Panel(props: PanelProps): ReactElement | null {
  const { loaded, work, cancel, changed, onTested } = props;
  const { space } = loaded;
  const { accounts, connections } = loaded.settings;
  if (work.what === 'remove')
    return (
      <Removal
        {...{ space, connection: work.connection, names: placeNames(accounts) }}
        onRemoved={(removed) => changed(removedNews(removed, work.connection.kind))}
        onKept={cancel}
      />
    );
  if (!accounts) return null;
  const settings = settingsFor(accounts, work.connection.id);
  switch (work.what) {
    case 'edit':
      return (
        <ConnectionEdit
          {...{ space, settings, connections, connection: work.connection }}
          onDone={(name) => changed({ tone: 'success', words: text.settings.saved(name) })}
          onCancel={cancel}
        />
      );
    case 'test':
      return (
        <SavedTest
          {...{ space, settings, connection: work.connection, onTested }}
          onClose={cancel}
        />
      );
  }
}
