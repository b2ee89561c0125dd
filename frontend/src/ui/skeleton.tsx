import type { ReactElement } from 'react';
import styles from './skeleton.module.css';

/** Skeleton holds the place of rows that are on their way. The words beside it are read out instead. */
export function Skeleton(props: { rows: number }): ReactElement {
  return (
    <div className={styles.skeleton} aria-hidden="true">
      {Array.from({ length: props.rows }, (_, row) => (
        <div key={row} className={styles.row} />
      ))}
    </div>
  );
}
