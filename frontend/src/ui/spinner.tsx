import type { ReactElement } from 'react';
import styles from './spinner.module.css';

/** Spinner shows that something is loading, with a label. */
export function Spinner(props: { label: string }): ReactElement {
  return (
    <span className={styles.spinner}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <circle cx="8" cy="8" r="6.5" />
      </svg>
      {props.label}
    </span>
  );
}
