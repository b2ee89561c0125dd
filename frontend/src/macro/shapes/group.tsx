import type { ReactElement, ReactNode } from 'react';
import { text } from '../../text/en';
import styles from './block.module.css';

/** Group is rows under a common title, which is one level below the title of the macro, if any. */
export function Group(props: {
  title: string;
  count: number;
  /** How many of them are on the screen. Paper has all of them. */
  onScreen?: number;
  /** The title of the macro. */
  under: string | undefined;
  children: ReactNode;
}): ReactElement {
  const { count, onScreen = count } = props;
  const all = text.macro.alarms(count);
  const Heading = (props.under ?? '') === '' ? 'h2' : 'h3';
  return (
    <div className={onScreen === 0 ? styles.onPaper : undefined}>
      <Heading className={styles.group}>
        <bdi>{props.title}</bdi>{' '}
        <span className={styles.groupCount}>
          {onScreen === 0 || onScreen === count ? (
            all
          ) : (
            <>
              <span className={styles.offPaper}>{text.macro.partOf(onScreen, all)}</span>
              <span className={styles.onPaper}>{all}</span>
            </>
          )}
        </span>
      </Heading>
      {props.children}
    </div>
  );
}
