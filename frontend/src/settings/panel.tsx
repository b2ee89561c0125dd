import type { ReactElement } from 'react';
import { text } from '../text/en';
import type { Loaded } from './api';
import { ConnectionEdit } from './connection-form';
import { removedNews } from './notice';
import { Removal } from './removal';
import { SavedTest } from './saved-test';
import type { News, Open } from './state';

/** PanelProps are the open panel and the callbacks at its end. */
export interface PanelProps {
  loaded: Loaded;
  open: Open;
  cancel: () => void;
  changed: (done: News) => void;
  onTested: () => void;
}

/**
 * Panel tests, edits or removes one connection. Without accounts in the settings it only removes.
 */
export function Panel(props: PanelProps): ReactElement | null {
  const { loaded, open, cancel, changed, onTested } = props;
  if (!('connection' in open)) return null;
  const { space } = loaded;
  const settings = loaded.settings.accounts;
  if (open.what === 'remove')
    return (
      <Removal
        key={open.connection.id}
        {...{ space, connection: open.connection }}
        onRemoved={(removed) => changed(removedNews(removed, open.connection.kind))}
        onKept={cancel}
      />
    );
  if (!settings) return null;
  switch (open.what) {
    case 'edit':
      return (
        <ConnectionEdit
          key={open.connection.id}
          {...{ space, settings, connection: open.connection }}
          onDone={(name) => changed({ tone: 'success', words: text.settings.saved(name) })}
          onCancel={cancel}
        />
      );
    case 'test':
      return (
        <SavedTest
          key={open.connection.id}
          {...{ space, settings, connection: open.connection, onTested }}
          onClose={cancel}
        />
      );
  }
}
