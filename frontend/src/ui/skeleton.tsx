import type { ReactElement } from 'react';
import styles from './skeleton.module.css';

/** Skeleton is the placeholder of loading rows. Screen readers announce the words beside it. */
export function Skeleton(props: { rows: number }): ReactElement {
  return (
    <div className={styles.skeleton} aria-hidden="true">
      {Array.from({ length: props.rows }, (_, row) => (
        <div key={row} className={styles.row} />
      ))}
    </div>
  );
}
