import type { ReactElement } from 'react';
import { CopyButton } from '../../settings/copy-button';
import styles from '../../settings/copyable.module.css';
import { text } from '../../text/en';
import { actions } from './rights';

/** RightsList shows the actions of a custom role, one in each line, to be copied. */
export function RightsList(): ReactElement {
  const words = text.settings.guide.stacks.role;
  return (
    <div className={styles.copyable} role="group" aria-label={words.actions}>
      <div className={styles.head}>
        <span className={styles.label}>{words.actions}</span>
        <CopyButton value={actions.join('\n')} what={words.actions} appearance="default" />
      </div>
      <pre className={styles.value} role="group" aria-label={words.actions} tabIndex={0}>
        {actions.join('\n')}
      </pre>
    </div>
  );
}
