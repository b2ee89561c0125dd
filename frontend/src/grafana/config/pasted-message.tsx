import type { ReactElement } from 'react';
import { AdminNote } from '../../macro/linked/admin-note';
import { rulesConfig } from '../../text/grafana/en-config';
import { text } from '../../text/en';
import { Message } from '../../ui/message';
import type { Pickable } from '../../wire/connections';
import { candidatesFor } from '../links/candidates';
import { lackWords } from '../links/lack-words';
import type { StackLink } from '../links/parse';
import { StackFacts } from '../links/stack-facts';

/**
 * StackMessage shows what the form took from a pasted address of a stack, and whether the author has
 * to choose a connection.
 */
export function StackMessage(props: {
  link: StackLink;
  pickable: Pickable;
  spaceKey: string | undefined;
}): ReactElement {
  const { link, pickable, spaceKey } = props;
  const { able, lacks } = candidatesFor(link, pickable);
  return (
    <Message tone={able.length === 1 ? 'information' : 'caution'}>
      {link.refused === undefined && <p>{text.config.pasted}</p>}
      <StackFacts link={link} />
      {lacks && (
        <p>
          <span>{lackWords(lacks, link)}</span>
          {lacks === 'stack' && (
            <>
              {' '}
              <AdminNote spaceKey={spaceKey} />
            </>
          )}
        </p>
      )}
      {able.length > 1 && <p>{rulesConfig.pastedChoose}</p>}
    </Message>
  );
}
