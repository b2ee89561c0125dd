import Button from '@atlaskit/button/new';
import { useLayoutEffect, useReducer, useRef, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { isOffered, kindsIn } from '../providers/link-settings';
import { REISSUE, SpaceSections } from '../providers/settings-parts';
import { text } from '../text/en';
import { Badge } from '../ui/lozenge';
import { Message } from '../ui/message';
import { focusFirst } from '../ui/focus';
import { placeNames, type Settings } from '../wire/settings';
import type { Loaded } from './api';
import { ConnectionTable } from './connection-table';
import { Guide, GUIDE_TITLE } from './guide/guide';
import { NotOffered, NOT_OFFERED } from './not-offered';
import { Notice } from './notice';
import styles from './page.module.css';
import { Panel } from './panel';
import { initial, reduce, type Event, type News, type Open } from './state';

/** The id of the button that opens the guide in a space with connections. */
const ADD = 'add-connection';

/** ConnectionsProps are the settings and the callbacks that reload and replace them. */
export interface ConnectionsProps {
  loaded: Loaded;
  onChanged: () => void;
  onReplaced: (loaded: Loaded) => void;
}

/** Connections lists the connections of the space. One panel at a time is open. */
export function Connections(props: ConnectionsProps): ReactElement {
  const { loaded, onChanged, onReplaced } = props;
  const { space, settings } = loaded;
  const [state, dispatch] = useReducer(reduce, initial);
  const { open, confirming, news, kept } = state;
  const { accounts, connections, receipts } = settings;
  const empty = connections.length === 0;
  const simulated = settings.stacks?.simulated === true;
  const mayLink = kindsIn(settings).length > 0;
  const words = text.settings;

  /**
   * The focus moves after the paint: the focused element may be gone, and the next one may be new.
   */
  const dispatchAndFocus = (event: Event, ...ids: string[]): void => {
    flushSync(() => dispatch(event));
    focusFirst(ids);
  };
  const report = (done: News): void => dispatch({ type: 'reported', news: done });
  const show = (next: Open): void => dispatch({ type: 'opened', open: next });
  /** Without a change, the focus returns to the button that opened the panel. */
  const cancel = (): void =>
    dispatchAndFocus(
      { type: 'closed' },
      'connection' in open ? `${open.what}-${open.connection.id}` : ADD,
    );
  /** After a change, that button may be gone. */
  const changed = (done: News): void => {
    dispatchAndFocus({ type: 'closed' }, ADD, 'notice');
    report(done);
    onChanged();
  };
  const answered = (): void => dispatchAndFocus({ type: 'answered' }, REISSUE);
  const issued = (next: Settings, done: string): void => {
    answered();
    report({ tone: 'caution', words: done });
    onReplaced({ space, settings: next });
  };
  const conflict = (why: string): void => {
    answered();
    report({ tone: 'caution', words: why });
    onChanged();
  };

  useFocusOnEmpty(empty);

  return (
    <>
      <Notice
        {...{ news, kept }}
        onDismiss={(done) =>
          dispatchAndFocus({ type: 'dismissed', news: done }, ADD, GUIDE_TITLE, NOT_OFFERED)
        }
      />
      {simulated && empty && <Message tone="caution">{words.stacks.simulated}</Message>}
      {!empty && (
        <section className={styles.section}>
          <div className={styles.bar}>
            <div className={styles.titled}>
              <h2 className={styles.heading}>{words.connections.title}</h2>
              {simulated && <Badge label={words.stacks.simulation} why={words.stacks.simulated} />}
            </div>
            {mayLink && open.what !== 'add' && (
              <Button id={ADD} appearance="primary" onClick={() => show({ what: 'add' })}>
                {words.connections.add}
              </Button>
            )}
          </div>
          <ConnectionTable
            {...{ space, connections, receipts }}
            names={placeNames(accounts)}
            isOffered={(kind) => isOffered(kind, settings)}
            onWork={show}
            openId={'connection' in open ? open.connection.id : undefined}
            panel={
              'connection' in open && (
                <Panel {...{ loaded, work: open, cancel, changed }} onTested={onChanged} />
              )
            }
          />
        </section>
      )}
      {!mayLink && <NotOffered />}
      {mayLink && (empty || open.what === 'add') && (
        <Guide
          {...{ space, settings, connections, connection: null, opened: !empty }}
          onDone={(name) => changed({ tone: 'success', words: words.linked(name) })}
          onCancel={empty ? undefined : cancel}
        />
      )}
      <SpaceSections
        loaded={loaded}
        asking={confirming}
        onAsk={() => dispatch({ type: 'asked' })}
        onKept={answered}
        onIssued={issued}
        onConflict={conflict}
        onReplaced={(next) => onReplaced({ space, settings: next })}
      />
    </>
  );
}

/** Removing the last connection removes the focused button. */
function useFocusOnEmpty(empty: boolean): void {
  const before = useRef(empty);
  useLayoutEffect(() => {
    if (empty && !before.current && document.activeElement === document.body)
      focusFirst([GUIDE_TITLE, NOT_OFFERED]);
    before.current = empty;
  }, [empty]);
}
