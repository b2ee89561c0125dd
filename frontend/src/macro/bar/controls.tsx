import type { ReactElement, ReactNode } from 'react';
import { text } from '../../text/en';
import { ago, exactly, zonedTime } from '../../ui/ago';
import { useNow } from '../../ui/use-now';
import type { ShapeProps } from '../shapes/shape';
import { AutoButton } from '../tools/auto-button';
import styles from './bar.module.css';
import { RefreshButton } from './refresh-button';

/** Controls are the age of the answer, the refresh controls and further tools. */
export function Controls(props: ShapeProps & { tools?: ReactNode }): ReactElement {
  const { liveView, tally, view, reader, config } = props;
  return (
    <div className={styles.controls}>
      {tally.asOf !== undefined && <Age asOf={tally.asOf} why={costWords(props, tally.asOf)} />}
      <AutoButton reader={reader} refresh={config.refresh} />
      <RefreshButton view={view} loading={liveView.live.loading} onRefresh={liveView.refresh} />
      {props.tools}
    </div>
  );
}

/** Age is the only place that names the reader's time zone. */
function Age({ asOf, why }: { asOf: number; why: string }): ReactElement {
  const now = useNow(1000);
  return (
    <time className={styles.age} dateTime={new Date(asOf).toISOString()} title={why}>
      <span className={styles.clock}>{zonedTime(asOf)}, </span>
      {ago(asOf, Math.max(now, asOf))}
    </time>
  );
}

/** costWords says when the answer arrived, that nothing is stored, and what the answer took. */
function costWords({ liveView }: ShapeProps, asOf: number): string {
  const { cost } = liveView.live;
  const spent = cost && cost.calls > 0 ? ` ${text.macro.cost(cost.calls, cost.ms)}.` : '';
  return `${text.macro.asOf(exactly(asOf))}. ${text.macro.footer}${spent}`;
}
