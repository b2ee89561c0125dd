import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { Lozenge } from '../../ui/lozenge';
import { RelativeTime } from '../../ui/relative-time';
import { AlarmFacts, AlarmName, AlarmTree } from '../row/alarm-facts';
import { Reason } from '../row/reason';
import { Sparkline } from '../../cloudwatch/row/sparkline';
import { lookOfRow, type Row } from '../rows';
import { stateWord } from '../../cloudwatch/state-word';
import styles from './alarm-cards.module.css';
import type { AlarmListProps } from './alarm-table';

/** AlarmCards shows each alarm on a card of its own. */
export function AlarmCards(props: AlarmListProps): ReactElement {
  return (
    // A list without bullets is a list to Safari only where it says so.
    <ul className={styles.cards} role="list" aria-label={props.caption}>
      {props.rows.map((row) => (
        <Card key={row.key} row={row} placed={props.placed} />
      ))}
    </ul>
  );
}

function Card(props: { row: Row; placed: boolean }): ReactElement {
  const { alarm, was } = props.row;
  const { spark } = alarm;
  const look = lookOfRow(props.row);
  const wide = alarm.rule ? ` ${styles.wide}` : '';
  const changed = was === undefined ? '' : ` ${styles.changed}`;
  return (
    <li className={`${styles.card} ${styles[look.tone]}${wide}${changed}`}>
      <div className={styles.top}>
        <Lozenge {...look} word={stateWord(alarm.state)} />
        <span className={styles.since}>
          {alarm.since === undefined ? text.time.unknown : <RelativeTime at={alarm.since} />}
        </span>
      </div>
      <div className={styles.told}>
        <AlarmName row={props.row} />
        {spark && <Sparkline spark={spark} />}
        {alarm.reason !== undefined && (
          <div className={styles.reason}>
            <Reason name={alarm.name} reason={alarm.reason} />
          </div>
        )}
        <AlarmFacts {...props} />
      </div>
      <AlarmTree row={props.row} />
    </li>
  );
}
