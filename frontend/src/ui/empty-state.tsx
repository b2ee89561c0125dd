import type { ReactElement, ReactNode } from 'react';
import styles from './empty-state.module.css';

/** EmptyState is the content of a page without data, with the next step. */
export function EmptyState(props: { title: string; children: ReactNode }): ReactElement {
  return (
    <div className={styles.empty}>
      <svg width="56" height="40" viewBox="0 0 56 40" aria-hidden="true" focusable="false">
        <path className={styles.trace} d="M2 22h11l5-13 9 26 6-19 3 6h18" />
      </svg>
      <p className={styles.title}>{props.title}</p>
      <p className={styles.text}>{props.children}</p>
    </div>
  );
}
