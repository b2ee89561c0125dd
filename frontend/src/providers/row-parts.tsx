import { lazy, Suspense, type ReactElement } from 'react';
import { AlarmChart, AlarmTree, SmallAlarmChart } from '../cloudwatch/row/parts';
import type { Item } from '../macro/item';

/** The details of a rule load with the first of them that a reader opens. */
const RuleDetails = lazy(() => import('../grafana/row/details'));

/** SmallChartProps are an item and the time of its answer, in milliseconds since 1970. */
export interface SmallChartProps {
  item: Item;
  asOf: number;
}

/** TreeProps are an item and the other items of its answer. */
export interface TreeProps {
  item: Item;
  others: readonly Item[];
}

/** Chart draws the values behind the state of an item, if the answer has them. */
export function Chart({ item: { detail } }: { item: Item }): ReactElement | null {
  return detail.provider === 'cloudwatch' ? <AlarmChart detail={detail} /> : null;
}

/** SmallChart draws them in a line of a list, if they still describe the present. */
export function SmallChart({ item: { detail }, asOf }: SmallChartProps): ReactElement | null {
  return detail.provider === 'cloudwatch' ? <SmallAlarmChart detail={detail} asOf={asOf} /> : null;
}

/** Tree shows the items that an item combines. */
export function Tree(props: TreeProps): ReactElement | null {
  return props.item.detail.provider === 'cloudwatch' ? <AlarmTree {...props} /> : null;
}

/** More shows what else a provider knows of an item. */
export function More({ item }: { item: Item }): ReactElement | null {
  const { detail, name, group } = item;
  if (detail.provider !== 'grafana') return null;
  return (
    <Suspense>
      <RuleDetails name={name} group={group} detail={detail} />
    </Suspense>
  );
}
