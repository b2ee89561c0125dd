import type { ReactElement } from 'react';
import type { Item } from '../../macro/item';
import { isRecent } from '../../macro/row/evidence-words';
import { RuleTree } from './rule-tree';
import { Sparkline } from './sparkline';

/** AlarmChart shows the values of an alarm's last evaluation. */
export function AlarmChart({ item }: { item: Item }): ReactElement | null {
  return item.detail.spark ? <Sparkline spark={item.detail.spark} /> : null;
}

/** SmallAlarmChart shows them in a line of a list, unless they are old. */
export function SmallAlarmChart(props: { item: Item; asOf: number }): ReactElement | null {
  const { spark } = props.item.detail;
  return spark && isRecent(spark.to, props.asOf) ? <Sparkline spark={spark} small /> : null;
}

/** AlarmTree shows the alarms in a composite's rule. */
export function AlarmTree(props: { item: Item; others: readonly Item[] }): ReactElement | null {
  return props.item.detail.rule === undefined ? null : <RuleTree {...props} />;
}
