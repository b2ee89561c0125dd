import type { ReactElement } from 'react';
import { text } from '../text/en';
import { clockTime } from '../ui/ago';
import { RelativeTime } from '../ui/relative-time';
import { accountOf, type Names } from './names';
import styles from './source-header.module.css';
import { placeOf } from '../wire/macro-config';
import type { SourceView } from './view';

/** SourceHeader shows the name of a source and the age of its answer. */
export function SourceHeader(props: { source: SourceView; names: Names }): ReactElement {
  const { asked, header, items, status } = props.source;
  const { names } = props;
  const account = accountOf(props.source);
  const gone = status === 'failed' || status === 'refused' || status === 'unanswered';
  return (
    <div className={styles.header}>
      <h2 className={styles.name}>
        <bdi>{names.connection ?? text.macro.nameless}</bdi>
      </h2>
      <span className={styles.fact}>
        {names.place !== undefined && <span className={styles.place}>{names.place} </span>}
        {placeOf(asked)}
      </span>
      {account !== undefined && <span className={styles.fact}>{text.macro.account(account)}</span>}
      {header && !gone && (
        <>
          <span className={styles.fact}>{text.macro.alarms(items.length)}</span>
          <span className={styles.age}>
            {text.macro.asOf(clockTime(header.asOf))},{' '}
            <RelativeTime at={header.asOf} everyMs={1000} />
          </span>
        </>
      )}
    </div>
  );
}
