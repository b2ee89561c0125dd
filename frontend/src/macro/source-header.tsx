import type { ReactElement } from 'react';
import { text } from '../text/en';
import { clockTime } from '../ui/ago';
import { RelativeTime } from '../ui/relative-time';
import type { SourceView } from './model';
import styles from './source-header.module.css';

/** SourceHeader names a source and says how old its answer is. */
export function SourceHeader(props: { source: SourceView }): ReactElement {
  const { asked, header, alarms, status } = props.source;
  const gone = status === 'failed' || status === 'refused' || status === 'unanswered';
  return (
    <div className={styles.header}>
      <h2 className={styles.name}>
        <bdi>{header?.name ?? text.macro.nameless}</bdi>
      </h2>
      <span className={styles.fact}>{asked.region}</span>
      {header?.account !== undefined && (
        <span className={styles.fact}>{text.macro.account(header.account)}</span>
      )}
      {header && !gone && (
        <>
          <span className={styles.fact}>{text.macro.alarms(alarms.length)}</span>
          <span className={styles.age}>
            {text.macro.asOf(clockTime(header.asOf))}, <RelativeTime at={header.asOf} everyMs={1000} />
          </span>
        </>
      )}
    </div>
  );
}
