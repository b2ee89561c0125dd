import type { ReactElement, ReactNode } from 'react';
import { text } from '../../text/en';
import { StateIcon } from '../../ui/state-icon';
import styles from './guide.module.css';

/**
 * GuideStepProps are the number of a step, its title, and its content. A step with `onToggle` can be
 * folded.
 */
export interface GuideStepProps {
  number: number;
  title: string;
  open: boolean;
  done?: boolean;
  onToggle?: (() => void) | undefined;
  children: ReactNode;
}

/** GuideStep is one numbered step of the guide. Only an open one has its content on the page. */
export function GuideStep(props: GuideStepProps): ReactElement {
  const { number, title, open, done, onToggle } = props;
  return (
    <li className={`${styles.step} ${open ? styles.open : ''}`}>
      <h3 className={styles.title}>
        <span className={`${styles.number} ${done ? styles.done : ''}`}>{number}</span>
        {onToggle ? (
          <button type="button" className={styles.toggle} aria-expanded={open} onClick={onToggle}>
            {title}
            <Caret />
          </button>
        ) : (
          <span>{title}</span>
        )}
        {done && (
          <>
            <span className="visually-hidden">({text.settings.guide.done})</span>
            <span className={styles.check}>
              <StateIcon shape="check" />
            </span>
          </>
        )}
      </h3>
      {open && <div className={styles.body}>{props.children}</div>}
    </li>
  );
}

function Caret(): ReactElement {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <path
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="M2.5 4.5 6 8l3.5-3.5"
      />
    </svg>
  );
}
