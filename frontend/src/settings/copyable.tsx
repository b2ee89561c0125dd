import { useId, type ReactElement, type ReactNode } from 'react';
import { Breakable } from '../ui/breakable';
import { CopyButton } from './copy-button';
import styles from './copyable.module.css';

/**
 * CopyableProps are a value, its name and its purpose. A block preserves line breaks. Children
 * follow the copy button.
 */
export interface CopyableProps {
  label: string;
  help?: string;
  value: string;
  block?: boolean;
  children?: ReactNode;
}

/** Copyable shows a value with a button that copies it. */
export function Copyable(props: CopyableProps): ReactElement {
  const { label, help, value, block } = props;
  const id = useId();
  return (
    <div className={styles.copyable} role="group" aria-labelledby={id}>
      <div className={styles.head}>
        <span className={styles.label} id={id}>
          {label}
        </span>
        <CopyButton value={value} what={label} appearance="default" />
        {props.children}
      </div>
      {block ? (
        // Focusable: long lines scroll by keyboard too.
        <pre className={styles.value} role="group" aria-labelledby={id} tabIndex={0}>
          {value}
        </pre>
      ) : (
        <code className={styles.value}>
          <Breakable>{value}</Breakable>
        </code>
      )}
      {help !== undefined && <p className={styles.help}>{help}</p>}
    </div>
  );
}
