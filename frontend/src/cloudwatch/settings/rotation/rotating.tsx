import { useLayoutEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import type { Loaded } from '../../../settings/api';
import { text } from '../../../text/en';
import { Message } from '../../../ui/message';
import type { Settings } from '../../../wire/settings';
import type { Rotation } from '../../wire/rotation';
import { idUsers } from '../id-users';
import { Begin } from './begin';
import { RotationPanel } from './panel';
import styles from './rotation.module.css';

/** RotatingProps are the settings, and the callbacks for what an admin does. */
export interface RotatingProps {
  loaded: Loaded;
  rotation: Rotation | undefined;
  onReplaced: (settings: Settings) => void;
  onConflict: (words: string) => void;
  /** The other way to change the External ID. */
  children: ReactNode;
}

/**
 * Rotating begins a rotation of the External ID, shows the one in progress, and says when it is
 * over. Where no connection uses the External ID, it offers no change.
 */
export function Rotating(props: RotatingProps): ReactElement {
  const { loaded, rotation, onReplaced, children } = props;
  const words = text.settings.rotation;
  const [seen, setSeen] = useState(rotation !== undefined);
  const [nothing, setNothing] = useState(false);
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
  const users = idUsers(loaded.settings.connections);
  return (
    <div className={styles.outcome} tabIndex={-1} ref={outcome}>
      {rotation ? (
        <>
          <RotationPanel {...props} rotation={rotation} onEnded={replace} />
          {children}
        </>
      ) : (
        <>
          {(seen || nothing) && (
            <Message tone="success">{nothing ? words.nothingToMove : words.over}</Message>
          )}
          {users && (
            <details className={styles.change}>
              <summary>{words.change}</summary>
              <Begin {...{ loaded, users }} onBegun={replace} />
              {children}
            </details>
          )}
        </>
      )}
    </div>
  );
}
