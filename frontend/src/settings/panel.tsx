import type { ReactElement } from 'react';
import { isOffered } from '../providers/link-settings';
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
 * Panel tests, edits or removes one connection. It only removes one of a kind that is not offered.
 */
export function Panel(props: PanelProps): ReactElement | null {
  const { loaded, work, cancel, changed, onTested } = props;
  const { space } = loaded;
  const { connections, accounts } = loaded.settings;
  if (work.what === 'remove')
    return (
      <Removal
        {...{ space, connection: work.connection, names: placeNames(accounts) }}
        onRemoved={(removed) => changed(removedNews(removed, work.connection.kind))}
        onKept={cancel}
      />
    );
  if (!isOffered(work.connection.kind, loaded.settings)) return null;
  const settings = {
    ...loaded.settings,
    accounts: accounts && settingsFor(accounts, work.connection.id),
  };
  switch (work.what) {
    case 'edit':
    case 'renew':
      return (
        <ConnectionEdit
          key={work.what}
          {...{ space, settings, connections, connection: work.connection }}
          renewing={work.what === 'renew'}
          onDone={(name) => changed({ tone: 'success', words: doneWords(work.what, name) })}
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

function doneWords(what: Work['what'], name: string): string {
  const { saved, stacks } = text.settings;
  return what === 'renew' ? stacks.renewed(name) : saved(name);
}
