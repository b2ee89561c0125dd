import type { ReactElement, ReactNode } from 'react';
import { text } from '../../text/en';
import styles from './block.module.css';

/** Group is rows under a common title, which is one level below the title of the macro, if any. */
export function Group(props: {
  title: string;
  count: number;
  /** The title of the macro. */
  under: string | undefined;
  isOnPaperOnly?: boolean;
  children: ReactNode;
}): ReactElement {
  const Heading = (props.under ?? '') === '' ? 'h2' : 'h3';
  return (
    <div className={props.isOnPaperOnly ? styles.onPaper : undefined}>
      <Heading className={styles.group}>
        <bdi>{props.title}</bdi>{' '}
        <span className={styles.groupCount}>{text.macro.alarms(props.count)}</span>
      </Heading>
      {props.children}
    </div>
  );
}
