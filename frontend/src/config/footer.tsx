import Button from '@atlaskit/button/new';
import type { ReactElement, ReactNode } from 'react';
import { closeModal } from '../platform/bridge';
import { text } from '../text/en';
import styles from './app.module.css';

/** Footer is the buttons of the modal, always in sight. The platform draws none. */
export function Footer({ children }: { children: ReactNode }): ReactElement {
  return (
    <div className={styles.buttons}>
      <Button appearance="subtle" onClick={() => void closeModal()}>
        {text.config.cancel}
      </Button>
      {children}
    </div>
  );
}
