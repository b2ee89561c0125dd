import { useState, type ReactElement } from 'react';
import { text } from '../text/en';
import styles from './reason.module.css';

/** About two lines of the column: shorter reasons are shown whole, without a button. */
const SHORT = 110;

/** Reason shows why the state changed, two lines of it until the reader asks for the rest. */
export function Reason(props: { name: string; reason: string }): ReactElement {
  const [open, setOpen] = useState(false);
  const long = props.reason.length > SHORT;
  return (
    <>
      <bdi className={long && !open ? styles.clamped : styles.whole}>{props.reason}</bdi>
      {long && (
        <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? text.macro.less : text.macro.more}
          <span className="visually-hidden"> {text.macro.aboutReason(props.name)}</span>
        </button>
      )}
    </>
  );
}
