import type { ReactElement } from 'react';
import { text } from '../text/en';
import type { Alarm } from '../wire/alarm';
import { AlarmRow } from './alarm-row';
import styles from './alarm-table.module.css';

/**
 * AlarmTable lists alarms. On a narrow page CSS turns the rows into blocks, which takes the meaning of a
 * table away from assistive technology; the explicit roles keep it.
 */
export function AlarmTable(props: { alarms: readonly Alarm[]; caption: string }): ReactElement {
  const { columns } = text.macro;
  return (
    <table className={styles.table} role="table">
      <caption className="visually-hidden">{props.caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {[columns.state, columns.name, columns.since, columns.reason].map((title) => (
            <th key={title} role="columnheader" scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {props.alarms.map((alarm) => (
          <AlarmRow key={`${alarm.kind} ${alarm.name}`} alarm={alarm} />
        ))}
      </tbody>
    </table>
  );
}
