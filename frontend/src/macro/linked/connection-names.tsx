import { Fragment, type ReactElement } from 'react';
import { text } from '../../text/en';
import type { PickableConnection } from '../../wire/connections';

/** ConnectionNames lists connections with their accounts or stacks. */
export function ConnectionNames(props: {
  connections: readonly PickableConnection[];
}): ReactElement {
  return (
    <>
      {props.connections.map(({ id, name, account, stack }, index) => (
        <Fragment key={id}>
          {index > 0 && ', '}
          <bdi>
            <strong>{name}</strong>
          </bdi>
          {account !== undefined && ` (${text.macro.account(text.macro.accountId(account))})`}
          {stack !== undefined && ` (${stack})`}
        </Fragment>
      ))}
    </>
  );
}
