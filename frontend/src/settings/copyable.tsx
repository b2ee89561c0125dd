import { useId, type ReactElement } from 'react';
import { Breakable } from '../ui/breakable';
import { CopyButton } from './copy-button';
import styles from './copyable.module.css';

/** CopyableProps are a value, its name and its purpose. */
export interface CopyableProps {
  label: string;
  help?: string;
  value: string;
}

/** Copyable shows a value with a button that copies it. */
export function Copyable(props: CopyableProps): ReactElement {
  const { label, help, value } = props;
  const id = useId();
  return (
    <div className={styles.copyable} role="group" aria-labelledby={id}>
      <div className={styles.head}>
        <span className={styles.label} id={id}>
          {label}
        </span>
        <CopyButton value={value} what={label} appearance="default" />
      </div>
      <code className={styles.value}>
        <Breakable>{value}</Breakable>
      </code>
      {help !== undefined && <p className={styles.help}>{help}</p>}
    </div>
  );
}
