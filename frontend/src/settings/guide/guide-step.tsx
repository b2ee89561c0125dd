import type { ReactElement, ReactNode } from 'react';
import { text } from '../../text/en';
import { StateIcon } from '../../ui/state-icon';
import styles from './guide.module.css';

/** GuideStepProps are the number of a step, its title, whether it is done, and its content. */
export interface GuideStepProps {
  number: number;
  title: string;
  done?: boolean;
  children: ReactNode;
}

/** GuideStep is one numbered step of the guide. */
export function GuideStep(props: GuideStepProps): ReactElement {
  const { number, title, done } = props;
  return (
    <li className={styles.step}>
      <h3 className={styles.title}>
        <span className={`${styles.number} ${done ? styles.done : ''}`}>{number}</span>
        <span>
          {title}
          {done && <span className="visually-hidden"> ({text.settings.guide.done})</span>}
        </span>
        {done && (
          <span className={styles.check}>
            <StateIcon shape="check" />
          </span>
        )}
      </h3>
      <div className={styles.body}>{props.children}</div>
    </li>
  );
}
