import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { emptyWords } from '../filter-words';
import { namesOf, placeNameOf } from '../names';
import type { Row } from '../rows';
import { isOver } from '../source-section';
import { ItemCards } from './item-cards';
import { ItemTable } from './item-table';
import styles from './full.module.css';
import type { ShapeProps } from './shape';
import type { SourceView } from '../view';

/** SourceRows are the alarms of one source, or why there are none. */
export function SourceRows(props: ShapeProps & { place: number; rows: readonly Row[] }): ReactElement | null {
  const { view } = props.it.live;
  const source = view[props.place];
  if (!source) return null;
  const names = namesOf(view, source.asked);
  const caption = text.macro.caption(
    names.connection ?? text.macro.nameless,
    placeNameOf(names, source.asked),
  );
  const rows = props.rows.filter((row) => row.source === source);
  const List = props.config.layout === 'cards' ? ItemCards : ItemTable;
  if (rows.length > 0) return <List rows={rows} caption={caption} placed={false} />;
  return isOver(source.status) && source.items.length === 0 ? <Nothing {...props} source={source} /> : null;
}

/** Nothing says why a list is empty. What was asked for and what was not makes all the difference. */
function Nothing({ query, widen, source }: ShapeProps & { source: SourceView }): ReactElement | null {
  // Where more is to come, nothing can be said of all.
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
