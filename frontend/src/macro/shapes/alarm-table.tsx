import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { Lozenge } from '../../ui/lozenge';
import { RelativeTime } from '../../ui/relative-time';
import { AlarmFacts, AlarmName, AlarmTree } from '../row/alarm-facts';
import { Reason } from '../row/reason';
import { Sparkline } from '../../cloudwatch/row/sparkline';
import { lookOfRow, type Row } from '../rows';
import { stateWord } from '../../cloudwatch/state-word';
import styles from './alarm-table.module.css';

/** AlarmListProps are rows, what they are called as a whole, and whether each says where it comes from. */
export interface AlarmListProps {
  rows: readonly Row[];
  caption: string;
  placed: boolean;
}

/**
 * AlarmTable lists alarms. On a narrow page CSS turns the rows into blocks, which takes the meaning of a
 * table away from assistive technology; the explicit roles keep it.
 */
export function AlarmTable(props: AlarmListProps): ReactElement {
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
        {props.rows.map((row) => (
          <AlarmRow key={row.key} row={row} placed={props.placed} />
        ))}
      </tbody>
    </table>
  );
}

/** AlarmRow shows one alarm. Everything that AWS customers named is text, kept from turning the line around. */
function AlarmRow(props: { row: Row; placed: boolean }): ReactElement {
  const { alarm, was } = props.row;
  const { spark } = alarm;
  return (
    <tr className={was === undefined ? styles.row : `${styles.row} ${styles.changed}`} role="row">
      <td role="cell">
        <Lozenge {...lookOfRow(props.row)} word={stateWord(alarm.state)} />
      </td>
      <td className={styles.name} role="cell">
        <AlarmName row={props.row} />
        <AlarmFacts {...props}>
          <AlarmTree row={props.row} />
        </AlarmFacts>
      </td>
      <td className={styles.since} role="cell">
        {alarm.since === undefined ? text.time.unknown : <RelativeTime at={alarm.since} />}
      </td>
      <td className={styles.reason} role="cell">
        {alarm.reason !== undefined && <Reason name={alarm.name} reason={alarm.reason} />}
        {spark && <Sparkline spark={spark} />}
      </td>
    </tr>
  );
}
