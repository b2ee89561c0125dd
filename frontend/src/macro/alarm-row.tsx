import type { ReactElement } from 'react';
import { text } from '../text/en';
import { Badge, Lozenge } from '../ui/lozenge';
import { RelativeTime } from '../ui/relative-time';
import type { Alarm } from '../wire/alarm';
import styles from './alarm-row.module.css';
import { looks } from './looks';
import { Reason } from './reason';
import { verdictOf } from './verdict';

/** AlarmRow shows one alarm. Everything that AWS customers named is text, kept from turning the line around. */
export function AlarmRow(props: { alarm: Alarm }): ReactElement {
  const { alarm } = props;
  return (
    <tr className={styles.row} role="row">
      <td className={styles.state} role="cell">
        <Lozenge {...looks[verdictOf(alarm)]} word={wordOf(alarm)} />
      </td>
      <td className={styles.name} role="cell">
        <Name alarm={alarm} />
      </td>
      <td className={styles.since} role="cell">
        {alarm.since === undefined ? text.time.unknown : <RelativeTime at={alarm.since} />}
      </td>
      <td className={styles.reason} role="cell">
        {alarm.reason !== undefined && <Reason name={alarm.name} reason={alarm.reason} />}
      </td>
    </tr>
  );
}

function Name(props: { alarm: Alarm }): ReactElement {
  const { name, kind, description, actionsOff, suppressedBy, evaluation } = props.alarm;
  const { badges } = text;
  return (
    <>
      <div className={styles.title}>
        <bdi className={styles.text}>{name}</bdi>
        {(kind === 'composite' || kind === 'log') && <span className={styles.kind}>{text.kinds[kind]}</span>}
        {evaluation !== undefined && <Badge {...badges.evaluation(evaluation)} />}
        {suppressedBy !== undefined && (
          <Badge label={badges.suppressed.label} why={badges.suppressed.why(suppressedBy)} />
        )}
        {actionsOff === true && <Badge {...badges.actionsOff} />}
      </div>
      {description !== undefined && (
        <div className={styles.description} title={description}>
          <bdi>{description}</bdi>
        </div>
      )}
    </>
  );
}

function wordOf(alarm: Alarm): string {
  switch (alarm.state) {
    case 'ALARM':
      return text.states.firing;
    case 'INSUFFICIENT_DATA':
      return text.states.insufficient;
    case 'OK':
      return text.states.ok;
    default:
      return text.states.unknown(alarm.state);
  }
}
