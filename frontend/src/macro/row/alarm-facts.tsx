import type { ReactElement, ReactNode } from 'react';
import { consoleLink } from '../../cloudwatch/console/deep-link';
import { text } from '../../text/en';
import { Badge } from '../../ui/lozenge';
import { OutLink } from '../../ui/out-link';
import type { Alarm } from '../../cloudwatch/wire/alarm';
import { clockTime } from '../../ui/ago';
import { accountOf } from '../names';
import { current } from '../pages';
import type { Row } from '../rows';
import { stateWord } from '../../cloudwatch/state-word';
import styles from './alarm-facts.module.css';
import { remarksOn } from '../../cloudwatch/row/badges';
import { Description } from './description';
import { metricLine } from '../../cloudwatch/row/metric-line';
import { RuleTree } from '../../cloudwatch/row/rule-tree';

/** AlarmName is the name of an alarm, its kind, and what a reader should know beside its state. */
export function AlarmName(props: { row: Row }): ReactElement {
  const { alarm, source, was, olderAsOf } = props.row;
  return (
    <div className={styles.title}>
      <bdi className={styles.name}>{alarm.name}</bdi>
      {(alarm.kind === 'composite' || alarm.kind === 'log') && (
        <span className={styles.kind}>{text.kinds[alarm.kind]}</span>
      )}
      {was !== undefined && (
        <Badge
          label={was === '' ? text.macro.isNew : text.macro.was(stateWord(was))}
          why={text.macro.changedWhy}
        />
      )}
      {olderAsOf !== undefined && (
        <Badge label={text.macro.older(clockTime(olderAsOf))} why={text.macro.olderWhy} />
      )}
      {remarksOn(alarm, source.header?.asOf ?? 0).map(({ label, why }) => (
        <Badge key={label} label={label} why={why} />
      ))}
    </div>
  );
}

/** AlarmFacts is what an alarm watches, where, what it is for, and the way to the console; children stand before that. */
export function AlarmFacts(props: { row: Row; placed: boolean; children?: ReactNode }): ReactElement {
  const { alarm } = props.row;
  return (
    <div className={styles.facts}>
      <Metric alarm={alarm} />
      {props.placed && <Whereabouts row={props.row} />}
      {alarm.description !== undefined && alarm.description !== '' && (
        <div className={styles.description}>
          <Description name={alarm.name} text={alarm.description} />
        </div>
      )}
      {props.children}
      <ConsoleLink alarm={alarm} />
    </div>
  );
}

/** AlarmTree is what a composite is made of. */
export function AlarmTree({ row: { alarm, source } }: { row: Row }): ReactElement | null {
  return alarm.rule ? <RuleTree alarm={alarm} others={current(source)} /> : null;
}

function Metric({ alarm }: { alarm: Alarm }): ReactElement | null {
  const line = metricLine(alarm);
  if (!line) return null;
  return (
    <div className={styles.metric}>
      {line.what !== '' && <bdi>{line.what}</bdi>}
      {line.when !== '' && <span> {line.when}</span>}
      {line.dimensions !== '' && <bdi className={styles.dimensions}>{line.dimensions}</bdi>}
    </div>
  );
}

function Whereabouts({ row }: { row: Row }): ReactElement {
  const { source, names } = row;
  const account = accountOf(source);
  const parts = [
    names.connection ?? text.macro.nameless,
    ...(account === undefined ? [] : [text.macro.account(account)]),
    names.region ?? source.asked.region,
  ];
  return <div className={styles.where}>{parts.join(', ')}</div>;
}

function ConsoleLink({ alarm }: { alarm: Alarm }): ReactElement | null {
  const href = consoleLink(alarm);
  if (href === null) return null;
  return (
    <div className={styles.console}>
      <OutLink href={href} label={text.macro.openConsole(alarm.name)}>
        {text.macro.console}
      </OutLink>
    </div>
  );
}
