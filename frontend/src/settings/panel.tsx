import type { ReactElement } from 'react';
import { text } from '../text/en';
import type { SavedConnection } from '../wire/settings';
import type { Loaded } from './api';
import { ConnectionEdit } from './connection-form';
import type { Action } from './connection-row';
import { removedNews, type News } from './notice';
import { Removal } from './removal';
import { SavedTest } from './saved-test';

/** Open is what is being worked on. */
export type Open = { what: 'nothing' | 'add' } | { what: Action; connection: SavedConnection };

/** PanelProps are what is open and what to do when it ends. */
export interface PanelProps {
  loaded: Loaded;
  open: Open;
  cancel: () => void;
  changed: (done: News) => void;
  onTested: () => void;
}

/** Panel works on one connection: tests, edits or removes it. */
export function Panel(props: PanelProps): ReactElement | null {
  const { loaded, open, cancel, changed, onTested } = props;
  if (!('connection' in open)) return null;
  const { space, settings } = loaded;
  const { connection } = open;
  switch (open.what) {
    case 'edit':
      return (
        <ConnectionEdit
          key={connection.id}
          {...{ space, settings, connection }}
          onDone={(name) => changed({ tone: 'success', words: text.settings.saved(name) })}
          onCancel={cancel}
        />
      );
    case 'test':
      return <SavedTest key={connection.id} {...{ loaded, connection, onTested }} onClose={cancel} />;
    case 'remove':
      return (
        <Removal
          key={connection.id}
          {...{ space, connection }}
          onRemoved={(removed) => changed(removedNews(removed, connection.kind))}
          onKept={cancel}
        />
      );
  }
}
