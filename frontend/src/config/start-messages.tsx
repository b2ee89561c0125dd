import type { ReactElement } from 'react';
import { ConnectionNames } from '../macro/linked/connection-names';
import { text } from '../text/en';
import { Message } from '../ui/message';
import type { Start } from './start';

/** StartMessages says what of the stored configuration is no longer as it was saved. */
export function StartMessages({ start }: { start: Start }): ReactElement {
  const config = text.config;
  return (
    <>
      {start.connectionGone && <Message tone="caution">{config.gone}</Message>}
      {start.proposed.length > 0 && (
        <Message tone="information">
          <p>
            {config.proposed} <ConnectionNames connections={start.proposed} />
          </p>
        </Message>
      )}
      {start.readdressed.map(({ connection, was }) => (
        <Message key={connection.id} tone="caution">
          <p>
            <ConnectionNames connections={[connection]} />:{' '}
            {connection.stack === undefined
              ? config.readdressed(text.macro.accountId(was))
              : config.readdressedStack(was)}
          </p>
        </Message>
      ))}
      {start.placesGone.length > 0 && (
        <Message tone="caution">{config.placesGone(start.placesGone.join(', '))}</Message>
      )}
    </>
  );
}
