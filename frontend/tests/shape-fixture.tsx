import { screen, within } from '@testing-library/react';
import type { ReactElement } from 'react';
import { begin, finish, receive } from '../src/macro/model';
import { fresh, type Live } from '../src/macro/runner';
import type { ShapeProps } from '../src/macro/shapes/shape';
import { tally } from '../src/macro/tally';
import { useReader } from '../src/macro/tools/use-reader';
import type { LiveView } from '../src/macro/use-live';
import type { View } from '../src/macro/view';
import type { MacroConfig } from '../src/wire/macro-config';
import type { ViewRecord } from '../src/wire/records';
import { end, answerOf, type Given } from './records-fixture';
import { config as twoSources } from './view-fixtures';

const nothing = (): void => undefined;

/** viewOf is the view of one source per list of alarms, which have all answered. */
export function viewOf(...given: Given[][]): View {
  return answered(...given.map((alarms, source) => answerOf(source, alarms)));
}

/** answered is the view of one source per answer. */
function answered(...answers: ViewRecord[][]): View {
  const sources = answers.map((_, index) => ({ connection: `c-${index}`, region: 'eu-central-1' }));
  const scope = sources.map((_, index) => index);
  return finish(receive(begin(sources), [...answers.flat(), end], scope));
}

/** rowNames lists the names of the visible rows, in their order. */
export function rowNames(): (string | null)[] {
  const rows = screen
    .queryAllByRole('rowheader')
    .filter((it) => it.closest('tr')?.dataset.row === 'screen');
  return rows.map((it) => within(it).getByRole('button').getAttribute('aria-label'));
}

/** Shown renders a layout of a settled view, with the reader's choices. */
export function Shown(
  props: {
    shape: (props: ShapeProps) => ReactElement;
    view: View;
    live?: Partial<Live>;
    config?: Partial<MacroConfig>;
  } & Partial<Omit<ShapeProps, 'config' | 'view'>>,
): ReactElement {
  const { shape: Shape, view, live, config: changed, query = {}, ...more } = props;
  const config = { ...twoSources, namePrefix: '', ...changed };
  const now = { ...fresh({ sources: [], query }), view, settled: view, loading: false, ...live };
  const liveView: LiveView = {
    live: now,
    refresh: nothing,
    retry: nothing,
    more: nothing,
    pause: nothing,
    shared: true,
  };
  return (
    <Shape
      liveView={liveView}
      view={view}
      tally={tally(view, query)}
      refreshing={false}
      reader={useReader(config, liveView)}
      config={config}
      query={query}
      {...more}
    />
  );
}
