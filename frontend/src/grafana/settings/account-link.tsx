import { useContext, type ReactElement } from 'react';
import { SimulatedStacks } from '../../settings/simulated-stacks';
import { Breakable } from '../../ui/breakable';
import { OutLink } from '../../ui/out-link';
import { hostOf } from './host';

/**
 * AccountLink opens the service accounts of a stack; nothing without a valid address. The address of
 * a simulated stack is no link: another stack may have it.
 */
export function AccountLink({ stack }: { stack: string }): ReactElement | null {
  const isSimulated = useContext(SimulatedStacks);
  const host = hostOf(stack);
  if (host === '') return null;
  const address = `${host}/org/serviceaccounts`;
  if (isSimulated) return <Breakable>{address}</Breakable>;
  return (
    <OutLink href={`https://${address}`}>
      <Breakable>{address}</Breakable>
    </OutLink>
  );
}
