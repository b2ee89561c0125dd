import { useEffect, useState, type ReactElement } from 'react';
import type { PageContext } from '../platform/context';
import type { Layout } from '../wire/macro-config';
import { MovedNote } from './linked/moved-note';
import type { Question } from './load';
import { mergedView } from './merged-view';
import { isUnderWay } from './model';
import { PageAddress } from './page-address';
import { text } from '../text/en';
import { InlineBadge } from './shapes/badge';
import { Brief } from './shapes/brief';
import { Cards } from './shapes/cards';
import type { Live } from './runner';
import type { ShapeProps } from './shapes/shape';
import { Strip } from './shapes/strip';
import { Table } from './shapes/table';
import { tally } from './tally';
import { useReader } from './tools/use-reader';
import { useAutoRefresh } from './use-auto-refresh';
import { useLive } from './use-live';
import { isSimulated, type SourceView } from './view';
import styles from './alarm-view.module.css';

/** AlarmViewProps are one question, its page, and how its answer looks. */
export interface AlarmViewProps extends Pick<ShapeProps, 'config' | 'widen' | 'notice' | 'open'> {
  question: Question;
  where: PageContext;
  layout: Layout;
  /** onAnswer receives what is known of the answer, at first and after each change. */
  onAnswer?: ((answer: { question: Question; live: Live }) => void) | undefined;
}

const shapes: Record<Layout, (props: ShapeProps) => ReactElement> = {
  brief: Brief,
  table: Table,
  cards: Cards,
  strip: Strip,
  badge: InlineBadge,
};

/**
 * AlarmView shows the answer to one question, in any layout. It never changes its question: another
 * question gets another view.
 */
export function AlarmView(props: AlarmViewProps): ReactElement {
  const { where, config, layout, widen, notice, open, onAnswer } = props;
  const [question] = useState(props.question);
  const { query } = question;
  const liveView = useLive(question, where);
  const { live } = liveView;
  useEffect(() => onAnswer?.({ question, live }), [onAnswer, question, live]);
  const reader = useReader(config, liveView);
  // A badge is paused in its list, which can stop it only if both share the view.
  const stoppable = layout !== 'badge' || liveView.shared;
  const laterAt = useAutoRefresh(liveView, stoppable ? reader.everyMs : 0);
  const { view: current, settled } = live;
  // During a refresh, the previous items of the sources without a new answer stay visible, with
  // their age. A new firing item appears at once.
  const refreshing = settled !== null && current.some(isUnderWay);
  const view = settled === null ? current : mergedView(current, settled);
  const Shape = shapes[layout];
  return (
    <PageAddress value={where.pageAddress}>
      <Shape
        reader={{ ...reader, laterAt }}
        {...{ liveView, view, refreshing, config, query, widen, notice, open }}
        tally={tally(view, query)}
      />
      {layout !== 'badge' && view.some(isSimulated) && <Simulated />}
      {where.editing === true && layout !== 'badge' && view.some(isElsewhere) && (
        <MovedNote config={config} spaceId={where.spaceId} />
      )}
    </PageAddress>
  );
}

/** Nothing here may be taken for the state of a real system. */
function Simulated(): ReactElement {
  return <p className={styles.simulated}>{text.macro.simulated}</p>;
}

function isElsewhere({ problem }: SourceView): boolean {
  return problem?.code === 'connection_not_found';
}
