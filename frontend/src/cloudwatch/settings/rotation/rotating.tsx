import Button from '@atlaskit/button/new';
import { useLayoutEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { problemIn } from '../../../platform/backend';
import type { Loaded } from '../../../settings/api';
import { text } from '../../../text/en';
import { Message } from '../../../ui/message';
import { ProblemPanel } from '../../../ui/problem-panel';
import type { Problem } from '../../../wire/problem';
import type { SavedConnection, Settings } from '../../../wire/settings';
import type { AccountSettings } from '../../wire/account-settings';
import { beginRotation } from './api';
import { testId } from './moves';
import { RotationPanel } from './panel';
import styles from './rotation.module.css';
import { settingsFor } from './settings-for';

/** OpenTest is a saved connection to test, the settings for its role, and the end of the test. */
export interface OpenTest {
  connection: SavedConnection;
  settings: AccountSettings;
  onClose: () => void;
}

/** RotatingProps are the settings, and the callbacks for what an admin does. */
export interface RotatingProps {
  loaded: Loaded;
  accounts: AccountSettings;
  onReplaced: (settings: Settings) => void;
  onConflict: (words: string) => void;
  /** Shows the test of a saved connection. */
  renderTest: (test: OpenTest) => ReactElement;
  /** The other way to change the External ID. */
  children: ReactNode;
}

/**
 * Rotating begins a rotation of the External ID, shows the one in progress, and says when it is
 * over.
 */
export function Rotating(props: RotatingProps): ReactElement {
  const { loaded, accounts, onReplaced, renderTest, children } = props;
  const { rotation } = accounts;
  const words = text.settings.rotation;
  const [seen, setSeen] = useState(rotation !== undefined);
  const [nothing, setNothing] = useState(false);
  const [tested, setTested] = useState<string | null>(null);
  const outcome = useRef<HTMLDivElement>(null);
  const moveFocus = useRef(false);
  if (rotation && !seen) setSeen(true);

  // In the same paint: the pressed button is gone.
  useLayoutEffect(() => {
    if (moveFocus.current) outcome.current?.focus();
    moveFocus.current = false;
  }, [rotation?.begun, nothing]);

  const replace = (next: Settings): void => {
    moveFocus.current = true;
    setNothing(!rotation && !next.accounts?.rotation);
    onReplaced(next);
  };
  const connection = loaded.settings.connections.find(
    (it): it is SavedConnection => it.id === tested && it.kind !== 'unknown',
  );
  const close = (): void => {
    setTested(null);
    if (tested !== null) document.getElementById(testId(tested))?.focus();
  };
  return (
    <>
      <div className={styles.outcome} tabIndex={-1} ref={outcome}>
        {rotation ? (
          <>
            <RotationPanel {...props} rotation={rotation} onTest={setTested} onEnded={replace} />
            {children}
          </>
        ) : (
          <>
            {(seen || nothing) && (
              <Message tone="success">{nothing ? words.nothingToMove : words.over}</Message>
            )}
            <details className={styles.change}>
              <summary>{words.change}</summary>
              <Begin loaded={loaded} onBegun={replace} />
              {children}
            </details>
          </>
        )}
      </div>
      {connection &&
        renderTest({
          connection,
          settings: settingsFor(accounts, connection.id),
          onClose: close,
        })}
    </>
  );
}

function Begin(props: { loaded: Loaded; onBegun: (settings: Settings) => void }): ReactElement {
  const { loaded, onBegun } = props;
  const words = text.settings.rotation;
  const [beginning, setBeginning] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const begin = async (): Promise<void> => {
    setBeginning(true);
    setProblem(null);
    try {
      onBegun(await beginRotation(loaded.space));
    } catch (thrown) {
      setProblem(problemIn(thrown));
    }
    setBeginning(false);
  };
  return (
    <>
      <p className={styles.hint}>{words.why}</p>
      {problem && <ProblemPanel problem={problem} />}
      <div>
        <Button isLoading={beginning} onClick={() => void begin()}>
          {words.begin}
        </Button>
      </div>
    </>
  );
}
