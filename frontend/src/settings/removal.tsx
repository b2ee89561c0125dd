import Button from '@atlaskit/button/new';
import { useState, type ReactElement } from 'react';
import { problemIn } from '../platform/backend';
import { Leftovers, reachOf } from '../providers/settings-parts';
import { text } from '../text/en';
import { listed } from '../text/plural';
import { Message } from '../ui/message';
import { ProblemPanel } from '../ui/problem-panel';
import type { Problem } from '../wire/problem';
import type { Removal as Removed } from '../wire/receipts';
import { removeConnection, type Space } from './api';
import styles from './page.module.css';
import type { Names } from './proof/words';
import type { Removable } from './state';

/** RemovalProps are the connection to remove and the callbacks for the outcome. */
export interface RemovalProps {
  space: Space;
  connection: Removable;
  /** Place names by id. */
  names: Names;
  onRemoved: (removed: Removed) => void;
  onKept: () => void;
}

/**
 * Removal asks for confirmation and names what is lost. It is part of the page, not a modal: the
 * frame may be taller than the window.
 */
export function Removal(props: RemovalProps): ReactElement {
  const { space, connection, names, onRemoved, onKept } = props;
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
        <ul className={styles.names}>
          {lossesOf(connection, names).map((loss) => (
            <li key={loss}>{loss}</li>
          ))}
          <li>
            <Leftovers connection={connection} />
          </li>
        </ul>
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

/** The records that the removal of any connection erases. */
const records = ['secret', 'metadata', 'test'];

function lossesOf(connection: Removable, names: Names): string[] {
  const { kind } = connection;
  const words = text.settings.removal;
  const erased = words.erases(listed(records.map((record) => words.record(kind, record))));
  const reach = connection.kind === 'unknown' ? [] : [words.shows(reachOf(connection, names))];
  return [...reach, words.breaks, erased];
}
