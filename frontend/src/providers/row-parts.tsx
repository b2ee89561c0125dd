import type { ReactElement } from 'react';
import { AlarmChart, AlarmTree, SmallAlarmChart } from '../cloudwatch/row/parts';
import type { Item } from '../macro/item';
import type { Provider } from './kinds';

interface RowParts {
  Chart: (props: { item: Item }) => ReactElement | null;
  SmallChart: (props: SmallChartProps) => ReactElement | null;
  Tree: (props: TreeProps) => ReactElement | null;
}

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

const parts = {
  cloudwatch: {
    Chart: AlarmChart,
    SmallChart: SmallAlarmChart,
    Tree: AlarmTree,
  },
} as const satisfies Record<Provider, RowParts>;

/** Chart draws the values behind the state of an item, if the answer has them. */
export function Chart(props: { item: Item }): ReactElement | null {
  const { Chart: Own } = parts[props.item.detail.provider];
  return <Own {...props} />;
}

/** SmallChart draws them in a line of a list, if they still describe the present. */
export function SmallChart(props: SmallChartProps): ReactElement | null {
  const { SmallChart: Own } = parts[props.item.detail.provider];
  return <Own {...props} />;
}

/** Tree shows the items that an item combines. */
export function Tree(props: TreeProps): ReactElement | null {
  const { Tree: Own } = parts[props.item.detail.provider];
  return <Own {...props} />;
}
