import Button from '@atlaskit/button/new';
import { useState, type ReactElement } from 'react';
import { problemIn } from '../platform/backend';
import { text } from '../text/en';
import { Message } from '../ui/message';
import { ProblemPanel } from '../ui/problem-panel';
import type { Problem } from '../wire/problem';
import type { Removal as Removed } from '../wire/receipts';
import { removeConnection, type Space } from './api';
import styles from './page.module.css';
import type { Removable } from './state';

/** RemovalProps are the connection to remove and the callbacks for the outcome. */
export interface RemovalProps {
  space: Space;
  connection: Removable;
  onRemoved: (removed: Removed) => void;
  onKept: () => void;
}

/**
 * Removal asks for confirmation and names what will break. It is part of the page, not a modal: the
 * frame may be taller than the window.
 */
export function Removal(props: RemovalProps): ReactElement {
  const { space, connection, onRemoved, onKept } = props;
  const words = text.settings.removal;
  const title = words.title(connection.name || text.settings.connections.unnamed);
  const [removing, setRemoving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const remove = async (): Promise<void> => {
    setRemoving(true);
    try {
      onRemoved(await removeConnection(space, connection.id));
    } catch (thrown) {
      setProblem(problemIn(thrown));
      setRemoving(false);
    }
  };

  return (
    <div role="dialog" aria-label={title}>
      <Message tone="caution" title={title}>
        <p>{words.breaks}</p>
        <p>{words.what[connection.kind]}</p>
        {problem && <ProblemPanel problem={problem} />}
        <div className={styles.buttons}>
          <Button autoFocus onClick={onKept} isDisabled={removing}>
            {words.no}
          </Button>
          <Button appearance="danger" onClick={() => void remove()} isLoading={removing}>
            {words.yes}
          </Button>
        </div>
      </Message>
    </div>
  );
}
