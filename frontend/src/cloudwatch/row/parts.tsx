import type { ReactElement } from 'react';
import type { Item } from '../../macro/item';
import { RuleTree } from './rule-tree';
import { Sparkline } from './sparkline';

/** AlarmChart draws what the last evaluation of an alarm saw. */
export function AlarmChart({ item }: { item: Item }): ReactElement | null {
  return item.detail.spark ? <Sparkline spark={item.detail.spark} /> : null;
}

/** AlarmTree shows the alarms that a composite looks at. */
export function AlarmTree(props: { item: Item; others: readonly Item[] }): ReactElement | null {
  return hasRule(props.item) ? <RuleTree {...props} /> : null;
}

/** hasRule reports whether an alarm is a composite whose rule could be read. */
export function hasRule({ detail }: Item): boolean {
  return detail.rule !== undefined;
}
