import type { ReactElement } from 'react';
import type { Item } from '../../macro/item';
import { isRecent } from '../../macro/row/evidence-words';
import type { AlarmDetail } from '../detail';
import { RuleTree } from './rule-tree';
import { Sparkline } from './sparkline';

/** AlarmChart shows the values of an alarm's last evaluation. */
export function AlarmChart({ detail: { spark } }: { detail: AlarmDetail }): ReactElement | null {
  return spark ? <Sparkline spark={spark} /> : null;
}

/** SmallAlarmChart shows them in a line of a list, unless they are old. */
export function SmallAlarmChart(props: { detail: AlarmDetail; asOf: number }): ReactElement | null {
  const { spark } = props.detail;
  return spark && isRecent(spark.to, props.asOf) ? <Sparkline spark={spark} small /> : null;
}

/** AlarmTree shows the alarms in a composite's rule. */
export function AlarmTree(props: { item: Item; others: readonly Item[] }): ReactElement | null {
  return <RuleTree {...props} />;
}
