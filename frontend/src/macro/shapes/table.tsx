import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { ItemList } from '../list/item-list';
import type { Row } from '../rows';
import { sectionsOf } from './sections';
import { Block, type BodyProps } from './block';
import { Group } from './group';
import type { ShapeProps } from './shape';

/** Table shows every alarm in one line, under column headers. */
export function Table(props: ShapeProps): ReactElement {
  return <Block {...props} body={TableBody} />;
}

function TableBody(props: BodyProps): ReactElement {
  return (
    <>
      {sectionsOf(props).map(({ title, rows, placeOf }, index) => {
        const list = (caption: string): ReactElement => (
          <ItemList rows={flat(rows)} caption={caption} placeOf={placeOf} headed />
        );
        return title === undefined ? (
          <div key={index}>{list(text.macro.title)}</div>
        ) : (
          <Group
            key={`${title} ${index}`}
            title={title}
            count={rows.length}
            under={props.config.title}
          >
            {list(text.macro.captionOf(title))}
          </Group>
        );
      })}
    </>
  );
}

const flat = (rows: readonly Row[]): { row: Row; causes: [] }[] =>
  rows.map((row) => ({ row, causes: [] }));
