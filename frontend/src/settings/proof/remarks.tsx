import type { ReactElement } from 'react';
import type { RemarkWords } from '../../providers/steps';
import { StateIcon } from '../../ui/state-icon';
import styles from './remarks.module.css';

/** Remarks lists the notes on a passed step, warnings by colour and shape. */
export function Remarks(props: { remarks: readonly RemarkWords[] }): ReactElement | null {
  if (props.remarks.length === 0) return null;
  return (
    <ul className={styles.remarks}>
      {props.remarks.map(({ message, hint, about, isWarning }) => (
        <li key={message} className={`${styles.remark} ${isWarning ? styles.warning : ''}`}>
          <span className={styles.shape}>
            <StateIcon shape={isWarning ? 'triangle' : 'hollow'} />
          </span>
          <span>
            {message} {about !== '' && <span className={styles.about}>{about}. </span>}
            {hint}
          </span>
        </li>
      ))}
    </ul>
  );
}
