import type { ReactElement } from 'react';
import type { PageContext } from '../platform/context';
import type { Layout } from '../wire/macro-config';
import type { Question } from './load';
import { mergedView } from './merged-view';
import { InlineBadge } from './shapes/badge';
import { Full } from './shapes/full';
import type { ShapeProps } from './shapes/shape';
import { Strip } from './shapes/strip';
import { tally } from './tally';
import { useReader } from './tools/use-reader';
import { useAutoRefresh } from './use-auto-refresh';
import { useLive } from './use-live';

/** AlarmViewProps are one question, its page, and how its answer looks. */
export interface AlarmViewProps extends Pick<ShapeProps, 'config' | 'widen' | 'notice' | 'open'> {
  question: Question;
  where: PageContext;
  layout: Layout;
}

/**
 * AlarmView shows the answer to one question, in any layout. It never changes its question: another
 * question gets another view.
 */
export function AlarmView(props: AlarmViewProps): ReactElement {
  const { question, where, config, layout, widen, notice, open } = props;
  const liveView = useLive(question, where);
  const reader = useReader(config, liveView);
  // A badge is paused in its list, which can stop it only if both share the view.
  const stoppable = layout !== 'badge' || liveView.shared;
  useAutoRefresh(liveView, stoppable ? reader.everyMs : 0);
  const { live } = liveView;
  const now = tally(live.view, question.query);
  // During a refresh, the previous items of the sources without a new answer stay visible, with
  // their age. A new firing item appears at once.
  const stale = now.reason === 'asking' && live.settled !== null;
  const shape: ShapeProps = {
    liveView,
    tally: stale && live.settled ? tally(mergedView(live.view, live.settled), question.query) : now,
    stale,
    reader,
    config,
    query: question.query,
    widen,
    notice,
    open,
  };
  if (layout === 'badge') return <InlineBadge {...shape} />;
  return layout === 'strip' ? <Strip {...shape} /> : <Full {...shape} />;
}
