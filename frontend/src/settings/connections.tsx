import Button from '@atlaskit/button/new';
import { useLayoutEffect, useRef, useState, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { text } from '../text/en';
import { focusFirst } from '../ui/focus';
import type { Settings } from '../wire/settings';
import type { Loaded } from './api';
import { ConnectionTable } from './connection-table';
import { ExternalId, REISSUE } from './external-id';
import { Guide, GUIDE_TITLE } from './guide/guide';
import { Notice, type News } from './notice';
import { Panel, type Open } from './panel';
import styles from './page.module.css';
import { regionNames } from './region-names';

/** The id of the button that opens the guide where there are connections already. */
const ADD = 'add-connection';

/** ConnectionsProps are the settings, how to ask for them again, and where to put new ones. */
export interface ConnectionsProps {
  loaded: Loaded;
  onChanged: () => void;
  onReplaced: (loaded: Loaded) => void;
}

/** Connections lists the connections of the space and opens one panel at a time to work on them. */
export function Connections(props: ConnectionsProps): ReactElement {
  const { loaded, onChanged, onReplaced } = props;
  const { space, settings } = loaded;
  const [open, setOpen] = useState<Open>({ what: 'nothing' });
  // Beside what is open: nothing typed there is lost over it.
  const [asking, setAsking] = useState(false);
  const [news, setNews] = useState<News | null>(null);
  // The receipt of a removal is to be had once, so its note stays until it is dismissed.
  const [kept, setKept] = useState<readonly News[]>([]);
  const empty = settings.connections.length === 0;
  const words = text.settings;

  const show = (next: Open): void => {
    setNews(null);
    setOpen(next);
  };
  const close = (...focus: string[]): void => {
    flushSync(() => setOpen({ what: 'nothing' }));
    focusFirst(focus);
  };
  /** The button that opened a panel takes the focus back when nothing has changed. */
  const cancel = (): void => close('connection' in open ? `${open.what}-${open.connection.id}` : ADD);
  /** It may be gone once something has. */
  const changed = (done: News): void => {
    close(ADD, 'notice');
    setNews(done.removed?.receipt ? null : done);
    if (done.removed?.receipt) setKept([...kept, done]);
    onChanged();
  };
  const dismiss = (done: News): void => {
    flushSync(() => setKept(kept.filter((each) => each !== done)));
    focusFirst([ADD, GUIDE_TITLE]);
  };
  const linked = (name: string): void => changed({ tone: 'success', words: words.linked(name) });
  const ask = (): void => {
    setNews(null);
    setAsking(true);
  };
  const stay = (): void => {
    flushSync(() => setAsking(false));
    focusFirst([REISSUE]);
  };
  const issued = (next: Settings): void => {
    stay();
    const { done, next: afterwards } = words.externalId;
    setNews({ tone: 'caution', words: empty ? done : `${done} ${afterwards}` });
    onReplaced({ space, settings: next });
  };
  const conflict = (): void => {
    stay();
    setNews({ tone: 'caution', words: words.externalId.conflict });
    onChanged();
  };

  useFocusOnEmpty(empty);

  return (
    <>
      <Notice {...{ news, kept }} onDismiss={dismiss} />
      {!empty && (
        <section className={styles.section}>
          <div className={styles.bar}>
            <h2 className={styles.heading}>{words.connections.title}</h2>
            {open.what !== 'add' && (
              <Button id={ADD} appearance="primary" onClick={() => show({ what: 'add' })}>
                {words.connections.add}
              </Button>
            )}
          </div>
          <Panel {...{ loaded, open, cancel, changed }} onTested={onChanged} />
          <ConnectionTable
            {...{ space, connections: settings.connections, receipts: settings.receipts }}
            names={regionNames(settings)}
            onWork={show}
          />
        </section>
      )}
      {(empty || open.what === 'add') && (
        <Guide
          {...{ space, settings, connection: null, opened: !empty }}
          onDone={linked}
          onCancel={empty ? undefined : cancel}
        />
      )}
      <ExternalId
        loaded={loaded}
        asking={asking}
        onAsk={ask}
        onKept={stay}
        onIssued={issued}
        onConflict={conflict}
      />
    </>
  );
}

/** With the last connection goes the button that had the focus. */
function useFocusOnEmpty(empty: boolean): void {
  const before = useRef(empty);
  useLayoutEffect(() => {
    if (empty && !before.current && document.activeElement === document.body) focusFirst([GUIDE_TITLE]);
    before.current = empty;
  }, [empty]);
}
