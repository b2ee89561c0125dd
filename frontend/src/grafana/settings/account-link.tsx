import type { ReactElement } from 'react';
import { Breakable } from '../../ui/breakable';
import { OutLink } from '../../ui/out-link';
import { hostOf } from './host';

/** AccountLink opens the service accounts of a stack; nothing without a valid address. */
export function AccountLink({ stack }: { stack: string }): ReactElement | null {
  const host = hostOf(stack);
  if (host === '') return null;
  const address = `${host}/org/serviceaccounts`;
  return (
    <OutLink href={`https://${address}`}>
      <Breakable>{address}</Breakable>
    </OutLink>
  );
}
