import type { ReactElement } from 'react';
import { text } from '../text/en';
import { clockTime } from '../ui/ago';
import { RelativeTime } from '../ui/relative-time';
import { accountOf, type Names } from './names';
import styles from './source-header.module.css';
import type { SourceView } from './view';

/** SourceHeader names a source and says how old its answer is. */
export function SourceHeader(props: { source: SourceView; names: Names }): ReactElement {
  const { asked, header, items, status } = props.source;
  const account = accountOf(props.source);
  const gone = status === 'failed' || status === 'refused' || status === 'unanswered';
  return (
    <div className={styles.header}>
      <h2 className={styles.name}>
        <bdi>{props.names.connection ?? text.macro.nameless}</bdi>
      </h2>
      <span className={styles.fact}>
        {props.names.region !== undefined && <span className={styles.region}>{props.names.region} </span>}
        {asked.region}
      </span>
      {account !== undefined && <span className={styles.fact}>{text.macro.account(account)}</span>}
      {header && !gone && (
        <>
          <span className={styles.fact}>{text.macro.alarms(items.length)}</span>
          <span className={styles.age}>
            {text.macro.asOf(clockTime(header.asOf))}, <RelativeTime at={header.asOf} everyMs={1000} />
          </span>
        </>
      )}
    </div>
  );
}
