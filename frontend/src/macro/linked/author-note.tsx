import { useCallback, type ReactElement } from 'react';
import { loadPickable } from '../../platform/connections';
import type { PageContext } from '../../platform/context';
import { candidatesFor } from '../../providers/candidates';
import type { Pasted } from '../../providers/links';
import { lackWords, PastedFacts } from '../../providers/pasted-parts';
import { text } from '../../text/en';
import { Message } from '../../ui/message';
import { useLoaded } from '../../ui/use-loaded';
import type { Pickable } from '../../wire/connections';
import type { LinkedMacro } from '../use-question';
import { AdminNote } from './admin-note';
import { ConnectionNames } from './connection-names';
import { PastedAddress } from './pasted-address';

const words = text.macro.linked;

/** AuthorNote tells the author what a pasted address names, and how to confirm a connection. */
export default function AuthorNote({ macro }: { macro: LinkedMacro }): ReactElement {
  const { pasted, where } = macro;
  return (
    <Message tone="information" title={words.title}>
      <p>
        <PastedAddress {...macro} />
      </p>
      {pasted ? (
        <Meant pasted={pasted} where={where} />
      ) : (
        <>
          <p>{words.unreadable}</p>
          <p>{words.confirm}</p>
        </>
      )}
    </Message>
  );
}

function Meant({ pasted, where }: { pasted: Pasted; where: PageContext }): ReactElement {
  const { spaceId, spaceKey } = where;
  const load = useCallback(() => loadPickable(spaceId), [spaceId]);
  const [loading] = useLoaded(load);
  const pickable = loading.state === 'loaded' ? loading.value : undefined;
  return (
    <>
      <PastedFacts pasted={pasted} placeNames={pickable?.placeNames ?? new Map()} />
      {pickable && <Choice pasted={pasted} pickable={pickable} spaceKey={spaceKey} />}
      {loading.state === 'refused' && <p>{loading.problem.message}</p>}
    </>
  );
}

/** Choice names the connections that may be meant and can be confirmed, or says why none is. */
function Choice(props: {
  pasted: Pasted;
  pickable: Pickable;
  spaceKey: string | undefined;
}): ReactElement {
  const { pasted, pickable, spaceKey } = props;
  const candidates = candidatesFor(pasted, pickable);
  const { able, lacks } = candidates;
  if (lacks) {
    return (
      <>
        <p>
          <span>{lackWords(candidates, pasted, pickable)}</span>
          {lacks !== 'rules' && lacks !== 'offer' && (
            <>
              {' '}
              <AdminNote spaceKey={spaceKey} />
            </>
          )}
        </p>
        <p>{words.alone}</p>
      </>
    );
  }
  return (
    <>
      <p>
        {able.length === 1 ? words.one : words.several} <ConnectionNames connections={able} />
      </p>
      <p>{words.confirm}</p>
    </>
  );
}
