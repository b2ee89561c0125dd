import Button from '@atlaskit/button/new';
import { useEffect, useEffectEvent, type ReactElement } from 'react';
import type { LinkSettings } from '../providers/link-settings';
import { advisoryIn } from '../providers/steps';
import { text } from '../text/en';
import { placesOf } from '../wire/connections';
import type { SavedConnection } from '../wire/settings';
import type { Space } from './api';
import styles from './page.module.css';
import { ProofPanel } from './proof/proof-panel';
import { useProof } from './proof/use-proof';

/**
 * SavedTestProps are the connection to test, and the callbacks at the end of the test and on
 * closing.
 */
export interface SavedTestProps {
  space: Space;
  settings: LinkSettings;
  connection: SavedConnection;
  onTested: () => void;
  onClose: () => void;
}

/** SavedTest tests a saved connection. The backend stores the outcome. */
export function SavedTest(props: SavedTestProps): ReactElement {
  const { space, settings, connection, onTested, onClose } = props;
  const proof = useProof();
  const { id, name, kind } = connection;
  const words = text.settings.testing;

  const test = async (): Promise<void> => {
    const target = {
      space,
      tested: { id },
      kind,
      places: placesOf(connection),
      advisory: advisoryIn(kind, settings),
      about: id,
    };
    if (await proof.start(target)) onTested();
  };
  const resume = async (): Promise<null> => {
    if (await proof.resume()) onTested();
    return null;
  };
  const begin = useEffectEvent(test);
  useEffect(() => void begin(), []);

  return (
    <section className={`${styles.section} ${styles.card}`} aria-label={words.of(name)}>
      <div className={styles.bar}>
        <h3 className={styles.heading}>{words.of(name)}</h3>
        <Button spacing="compact" autoFocus onClick={onClose}>
          {words.close}
        </Button>
      </div>
      <ProofPanel
        {...{ kind, settings, proving: { ...proof, resume } }}
        onTest={() => void test()}
      />
    </section>
  );
}
