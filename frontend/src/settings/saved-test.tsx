import Button from '@atlaskit/button/new';
import { useEffect, type ReactElement } from 'react';
import { text } from '../text/en';
import type { LinkedConnection } from '../wire/settings';
import type { Space } from './api';
import styles from './page.module.css';
import { TestResults } from './test-results';
import { useTests } from './use-tests';

/** SavedTestProps are what to test, Region names by id, and what to do at the end. */
export interface SavedTestProps {
  space: Space;
  connection: LinkedConnection;
  names: ReadonlyMap<string, string>;
  onClose: () => void;
}

/** SavedTest tries a linked account as it is stored. */
export function SavedTest(props: SavedTestProps): ReactElement {
  const { space, connection, names, onClose } = props;
  const { tests, start } = useTests();
  useEffect(() => {
    void start({ space, tested: { id: connection.id }, regions: connection.regions });
  }, [start, space, connection]);
  const words = text.settings.test;
  return (
    <section className={`${styles.section} ${styles.card}`} aria-label={words.of(connection.name)}>
      <div className={styles.bar}>
        <h3 className={styles.heading}>{words.of(connection.name)}</h3>
        <Button spacing="compact" autoFocus onClick={onClose}>
          {words.close}
        </Button>
      </div>
      <TestResults tests={tests} names={names} />
    </section>
  );
}
