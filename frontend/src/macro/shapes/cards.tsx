import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { Block, type BodyProps } from './block';
import { Group } from './group';
import { ItemCards } from './item-cards';
import { sectionsOf } from './sections';
import type { ShapeProps } from './shape';

/** Cards shows every alarm as a card. */
export function Cards(props: ShapeProps): ReactElement {
  return <Block {...props} body={CardsBody} />;
}

function CardsBody(props: BodyProps): ReactElement {
  return (
    <>
      {sectionsOf(props).map(({ title, rows, placeOf }, index) =>
        title === undefined ? (
          <ItemCards key={index} rows={rows} caption={text.macro.title} placeOf={placeOf} />
        ) : (
          <Group
            key={`${title} ${index}`}
            title={title}
            count={rows.length}
            under={props.config.title}
          >
            <ItemCards rows={rows} caption={text.macro.captionOf(title)} placeOf={placeOf} />
          </Group>
        ),
      )}
    </>
  );
}
