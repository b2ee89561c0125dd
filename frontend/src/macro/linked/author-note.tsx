import { useCallback, type ReactElement } from 'react';
import { loadPickable } from '../../platform/connections';
import { candidatesFor, type Pasted } from '../../providers/links';
import { lackWords, PastedFacts } from '../../providers/pasted-parts';
import { text } from '../../text/en';
import { Message } from '../../ui/message';
import { useLoaded } from '../../ui/use-loaded';
import type { Pickable } from '../../wire/connections';
import type { LinkedMacro } from '../use-question';
import { ConnectionNames } from './connection-names';
import { PastedAddress } from './pasted-address';

const words = text.macro.linked;

/** AuthorNote tells the author what a pasted address names, and how to confirm a connection. */
export function AuthorNote({ macro }: { macro: LinkedMacro }): ReactElement {
  const { pasted, where } = macro;
  return (
    <Message tone="information" title={words.title}>
      <p>
        <PastedAddress {...macro} />
      </p>
      {pasted ? <Meant pasted={pasted} spaceId={where.spaceId} /> : <p>{words.unreadable}</p>}
      <p>{words.confirm}</p>
    </Message>
  );
}

function Meant(props: { pasted: Pasted; spaceId: string | undefined }): ReactElement {
  const { pasted, spaceId } = props;
  const load = useCallback(() => loadPickable(spaceId), [spaceId]);
  const [loading] = useLoaded(load);
  const pickable = loading.state === 'loaded' ? loading.value : undefined;
  return (
    <>
      <PastedFacts pasted={pasted} placeNames={pickable?.placeNames ?? new Map()} />
      {pickable && <Choice pasted={pasted} pickable={pickable} />}
      {loading.state === 'refused' && <p>{loading.problem.message}</p>}
    </>
  );
}

/** Choice names the connections that may be meant, or says why none is. */
function Choice(props: { pasted: Pasted; pickable: Pickable }): ReactElement {
  const { pasted, pickable } = props;
  const { able, lacks } = candidatesFor(pasted, pickable);
  if (lacks) return <p>{lackWords(lacks, pasted, pickable)}</p>;
  return (
    <p>
      {able.length === 1 ? words.one : words.several} <ConnectionNames connections={able} />
    </p>
  );
}
