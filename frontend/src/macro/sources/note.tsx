import type { ReactElement, ReactNode } from 'react';
import { StateIcon } from '../../ui/state-icon';
import styles from './sources.module.css';

/** Note is one line with an icon. Screen readers announce it as it appears. */
export function Note(props: {
  tone: 'caution' | 'neutral';
  name?: string | undefined;
  aside?: ReactNode;
  children: ReactNode;
}): ReactElement {
  const { tone, name, aside } = props;
  return (
    <div className={`${styles.note} ${styles[tone]}`} role={tone === 'caution' ? 'alert' : 'note'}>
      <span className={styles.icon}>
        <StateIcon shape={tone === 'caution' ? 'diamond' : 'hollow'} />
      </span>
      <p className={styles.words}>
        {name !== undefined && (
          <>
            <bdi className={styles.named}>{name}</bdi>:{' '}
          </>
        )}
        {props.children}
      </p>
      {aside !== undefined && aside !== false && <span className={styles.aside}>{aside}</span>}
    </div>
  );
}
