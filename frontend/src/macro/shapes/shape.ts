import type { ReactNode } from 'react';
import type { MacroConfig } from '../../wire/macro-config';
import type { Tally } from '../tally';
import type { Reader } from '../tools/use-reader';
import type { Query } from '../../wire/query';
import type { LiveView } from '../use-live';
import type { View } from '../view';

/** Open shows the list in a dialog, and calls back when it closes. It rejects if none opens. */
export type Open = (closed: () => void) => Promise<void>;

/** ShapeProps are the input of every layout of the macro: one view, counted and judged once. */
export interface ShapeProps {
  liveView: LiveView;
  /** What is known now. During a refresh, the previous items stay until new ones replace them. */
  view: View;
  tally: Tally;
  /** A refresh is under way, and part of the view is from the previous answer. */
  refreshing: boolean;
  reader: Reader;
  config: MacroConfig;
  /** The query of the request; the reader may have left out the configured filter. */
  query: Query;
  /** widen loads without the filter; absent if the question has none. */
  widen?: (() => void) | undefined;
  /** open shows the list in a dialog; absent where the macro is itself in one. */
  open?: Open | undefined;
  /** A further message for the reader. */
  notice?: ReactNode;
}
