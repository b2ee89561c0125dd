import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { Message } from '../../ui/message';
import type { Pickable } from '../../wire/connections';
import type { Pasted } from '../console/pasted-link';
import { connectionsFor } from '../console/resolve-link';

/**
 * PastedMessage shows what the form took from a pasted address, and whether the author has to
 * choose.
 */
export function PastedMessage(props: { pasted: Pasted; pickable: Pickable }): ReactElement {
  const { pasted, pickable } = props;
  const words = text.config;
  const able = connectionsFor(pasted, pickable).length;
  const region = pickable.placeNames.get(pasted.region) ?? pasted.region;
  const what =
    pasted.name === undefined ? words.pastedList(region) : words.pastedAlarm(pasted.name, region);
  return (
    <Message tone={able === 1 ? 'information' : 'caution'}>
      <p>{words.pasted(what)}</p>
      {able !== 1 && <p>{able === 0 ? words.pastedNone : words.pastedChoose}</p>}
    </Message>
  );
}
