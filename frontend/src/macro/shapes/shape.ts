import type { ReactNode } from 'react';
import type { MacroConfig } from '../../wire/macro-config';
import type { Query } from '../../wire/query';
import type { Tally } from '../tally';
import type { Reader } from '../tools/use-reader';
import type { LiveView } from '../use-live';

/** ShapeProps are what every shape of the macro shows: the same view, counted and judged once. */
export interface ShapeProps {
  liveView: LiveView;
  tally: Tally;
  /** Part of the tally is of the answer before: it is being asked again. */
  stale: boolean;
  reader: Reader;
  config: MacroConfig;
  /** What was asked; the reader may have left out the filter of the configuration. */
  query: Query;
  /** widen asks without the filter; absent where there is none. */
  widen?: (() => void) | undefined;
  /** What else the reader should know. */
  notice?: ReactNode;
}
