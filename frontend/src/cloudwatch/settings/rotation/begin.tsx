import Button from '@atlaskit/button/new';
import { useId, useState, type ReactElement } from 'react';
import { problemIn } from '../../../platform/backend';
import type { Loaded } from '../../../settings/api';
import { Confirmation } from '../../../settings/confirmation';
import { text } from '../../../text/en';
import { longDay } from '../../../ui/ago';
import { useNow } from '../../../ui/use-now';
import type { Problem } from '../../../wire/problem';
import type { Settings } from '../../../wire/settings';
import { Names, type IdUsers } from '../id-users';
import { beginRotation } from './api';
import { DAY_MS } from './panel';
import styles from './rotation.module.css';

/** The length of a rotation, which the backend sets. */
const LIFE_DAYS = 30;

/** BeginProps are the connections that will have to move, and the callback for the outcome. */
export interface BeginProps {
  loaded: Loaded;
  users: IdUsers;
  onBegun: (settings: Settings) => void;
}

/** Begin explains a rotation, names what it asks of whom, and begins one after confirmation. */
export function Begin(props: BeginProps): ReactElement {
  const { loaded, users, onBegun } = props;
  const words = text.settings.rotation;
  const [asking, setAsking] = useState(false);
  const [beginning, setBeginning] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const beginId = useId();
  const now = useNow(DAY_MS / 24);
  const keep = (): void => {
    setAsking(false);
    setProblem(null);
    requestAnimationFrame(() => document.getElementById(beginId)?.focus());
  };
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
      {asking ? (
        <Confirmation
          id="begin"
          words={words.asking}
          tone="caution"
          isHarmless
          isBusy={beginning}
          problem={problem}
          onNo={keep}
          onYes={() => void begin()}
          breaks={
            <>
              <p>{words.asking.now}</p>
              <Names title={words.asking.move} connections={users.roles} />
              <Names title={words.asking.unknown} connections={users.unknown} />
              <p>{words.asking.drops(LIFE_DAYS, longDay(now + LIFE_DAYS * DAY_MS))}</p>
            </>
          }
        />
      ) : (
        <div>
          <Button id={beginId} onClick={() => setAsking(true)}>
            {words.begin}
          </Button>
        </div>
      )}
    </>
  );
}
