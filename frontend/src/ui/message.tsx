import type { ReactElement, ReactNode } from 'react';
import type { Tone } from './lozenge';
import styles from './message.module.css';
import { StateIcon, type StateShape } from './state-icon';

const shapes: Record<Tone, StateShape> = {
  danger: 'triangle',
  caution: 'hollow',
  success: 'check',
  neutral: 'hollow',
  information: 'hollow',
};

/** Message is a panel with one message. With `alert` screen readers announce it at once. */
export function Message(props: {
  tone: Tone;
  title?: string;
  alert?: boolean;
  children: ReactNode;
}): ReactElement {
  return (
    <div
      className={`${styles.message} ${styles[props.tone]}`}
      role={props.alert ? 'alert' : undefined}
    >
      <span className={styles.icon}>
        <StateIcon shape={shapes[props.tone]} />
      </span>
      <div className={styles.body}>
        {props.title !== undefined && <p className={styles.title}>{props.title}</p>}
        {props.children}
      </div>
    </div>
  );
}
