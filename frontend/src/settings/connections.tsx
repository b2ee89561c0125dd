import Button from '@atlaskit/button/new';
import { useState, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { text } from '../text/en';
import { focusFirst } from '../ui/focus';
import { Message } from '../ui/message';
import type { LinkedConnection, Receipt } from '../wire/settings';
import type { Loaded } from './api';
import { ConnectionFormPanel } from './connection-form';
import type { Action } from './connection-row';
import { ConnectionTable } from './connection-table';
import styles from './page.module.css';
import { regionNames } from './region-names';
import { Removal } from './removal';
import { SavedTest } from './saved-test';

type Open = { what: 'nothing' } | { what: 'add' } | { what: Action; connection: LinkedConnection };

/** The id of the button that is always there. */
const ADD = 'add-connection';

/** Connections lists the linked accounts and opens one panel at a time to work on them. */
export function Connections(props: { loaded: Loaded; onChanged: () => void }): ReactElement {
  const { settings } = props.loaded;
  const [open, setOpen] = useState<Open>({ what: 'nothing' });
  const [notice, setNotice] = useState('');
  const words = text.settings;

  const show = (next: Open): void => {
    setNotice('');
    setOpen(next);
  };
  const close = (focus: string): void => {
    flushSync(() => setOpen({ what: 'nothing' }));
    focusFirst([focus, ADD]);
  };
  /** The button that opened a panel takes the focus back when nothing has changed. */
  const cancel = (): void => close('connection' in open ? `${open.what}-${open.connection.id}` : ADD);
  /** It may be gone once something has. */
  const changed = (done: string): void => {
    close(ADD);
    setNotice(done);
    props.onChanged();
  };

  return (
    <section className={styles.section}>
      <div className={styles.bar}>
        <h2 className={styles.heading}>{words.connections.title}</h2>
        {open.what !== 'add' && (
          <Button id={ADD} appearance="primary" onClick={() => show({ what: 'add' })}>
            {words.connections.add}
          </Button>
        )}
      </div>
      <div role="status" className={styles.notice}>
        {notice !== '' && <Message tone="success">{notice}</Message>}
      </div>
      <Panel {...props} open={open} cancel={cancel} changed={changed} />
      {settings.connections.length === 0 ? (
        <p className={styles.intro}>{words.connections.none}</p>
      ) : (
        <ConnectionTable
          connections={settings.connections}
          names={regionNames(settings)}
          onAction={(what, connection) => show({ what, connection })}
        />
      )}
    </section>
  );
}

interface PanelProps {
  loaded: Loaded;
  open: Open;
  cancel: () => void;
  changed: (done: string) => void;
}

function Panel(props: PanelProps): ReactElement | null {
  const { open, cancel, changed } = props;
  const { space, settings } = props.loaded;
  switch (open.what) {
    case 'nothing':
      return null;
    case 'add':
    case 'edit': {
      const connection = open.what === 'edit' ? open.connection : null;
      const done = (name: string): void =>
        changed(connection ? text.settings.saved(name) : text.settings.linked(name));
      return (
        <ConnectionFormPanel
          key={connection?.id ?? ''}
          {...{ space, settings, connection }}
          onDone={done}
          onCancel={cancel}
        />
      );
    }
    case 'test':
      return (
        <SavedTest
          key={open.connection.id}
          {...{ space, connection: open.connection }}
          names={regionNames(settings)}
          onClose={cancel}
        />
      );
    case 'remove':
      return (
        <Removal
          key={open.connection.id}
          {...{ space, connection: open.connection }}
          onRemoved={(receipt) => changed(receiptText(receipt))}
          onKept={cancel}
        />
      );
  }
}

function receiptText(receipt: Receipt): string {
  const { removal } = text.settings;
  const records = receipt.records.map(removal.records).join(' and ');
  return removal.receipt(receipt.name, records === '' ? removal.nothing : records);
}
