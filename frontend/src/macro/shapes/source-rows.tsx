import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { emptyWords } from '../filter-words';
import { namesOf, placeNameOf } from '../names';
import type { Row } from '../rows';
import { isOver } from '../source-section';
import type { SourceView } from '../view';
import styles from './full.module.css';
import { ItemCards } from './item-cards';
import { ItemTable } from './item-table';
import type { ShapeProps } from './shape';

/** SourceRows show the alarms of one source, or why it has none. */
export function SourceRows(
  props: ShapeProps & { index: number; rows: readonly Row[] },
): ReactElement | null {
  const { view } = props.liveView.live;
  const source = view[props.index];
  if (!source) return null;
  const names = namesOf(view, source.asked);
  const caption = text.macro.caption(
    names.connection ?? text.macro.nameless,
    placeNameOf(names, source.asked),
  );
  const rows = props.rows.filter((row) => row.source === source);
  const List = props.config.layout === 'cards' ? ItemCards : ItemTable;
  if (rows.length > 0) return <List rows={rows} caption={caption} placed={false} />;
  return isOver(source.status) && source.items.length === 0 ? (
    <Nothing {...props} source={source} />
  ) : null;
}

/** Nothing explains an empty list by the filters of the request. */
function Nothing({
  query,
  widen,
  source,
}: ShapeProps & { source: SourceView }): ReactElement | null {
  // A partial answer explains nothing.
  if (source.status === 'cut' || source.header?.truncated === true) return null;
  return (
    <p className={styles.none}>
      {emptyWords(query, source)}{' '}
      {widen && (
        <Button spacing="compact" appearance="subtle" onClick={widen}>
          {text.macro.widen}
        </Button>
      )}
    </p>
  );
}
