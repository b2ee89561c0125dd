import Button from '@atlaskit/button/new';
import { useEffect, type ReactElement, type ReactNode } from 'react';
import { closeModal } from '../platform/bridge';
import { text } from '../text/en';
import styles from './list-page.module.css';

/**
 * ListPage is the page of the macro in a modal. It closes the modal itself, too: the platform
 * documents no close button, and a press of Escape in a frame does not reach the page around it.
 */
export function ListPage({ children }: { children: ReactNode }): ReactElement {
  useEffect(() => {
    document.addEventListener('keydown', closeOnEscape);
    return () => document.removeEventListener('keydown', closeOnEscape);
  }, []);
  return (
    <div className={styles.page}>
      {children}
      <div className={styles.buttons}>
        <Button onClick={close}>{text.macro.close}</Button>
      </div>
    </div>
  );
}

/** The modal may be closed already. */
function close(): void {
  closeModal().catch(() => undefined);
}

function closeOnEscape({ key, target, defaultPrevented }: KeyboardEvent): void {
  // In a search field with a text, Escape clears the text.
  const clears = target instanceof HTMLInputElement && target.type === 'search' && target.value;
  if (key === 'Escape' && !defaultPrevented && !clears) close();
}
