import { useId, type ReactElement } from 'react';
import { Breakable } from '../ui/breakable';
import { CopyButton } from './copy-button';
import styles from './copyable.module.css';

/** CopyableProps are a value, what it is called and what it is for. A block keeps its lines as they are. */
export interface CopyableProps {
  label: string;
  help: string;
  value: string;
  block?: boolean;
}

/** Copyable shows a value with a button that copies it. */
export function Copyable(props: CopyableProps): ReactElement {
  const { label, help, value, block } = props;
  const id = useId();
  return (
    <div
      className={`${styles.copyable} ${block ? styles.wide : ''}`}
      role={block ? undefined : 'group'}
      aria-labelledby={block ? undefined : id}
    >
      <div className={styles.head}>
        <h3 className={styles.label} id={id}>
          {label}
        </h3>
        <CopyButton value={value} what={label} appearance="default" />
      </div>
      {block ? (
        // Long lines scroll, by keyboard too.
        <pre className={styles.value} role="group" aria-labelledby={id} tabIndex={0}>
          {value}
        </pre>
      ) : (
        <code className={styles.value}>
          <Breakable>{value}</Breakable>
        </code>
      )}
      <p className={styles.help}>{help}</p>
    </div>
  );
}
