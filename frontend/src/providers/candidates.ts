// Which connections a pasted address may be about, and what it asks of one. Authors alone need it.
import { askedBy as askedByConsole, type Asked } from '../cloudwatch/console/asked-by';
import * as account from '../cloudwatch/console/candidates';
import * as stacks from '../grafana/links/candidates';
import type { Alerts } from '../wire/alerts';
import type { Pickable, PickableConnection } from '../wire/connections';
import type { Pasted } from './links';

/** Candidates are the connections that a pasted address may be about. */
export interface Candidates {
  able: PickableConnection[];
  /** The part of the address that no connection covers, if there are none. */
  lacks?: account.Candidates['lacks'] | stacks.Candidates['lacks'];
}

/** ofAccount keeps the connections that may answer a pasted address. */
export function ofAccount(pasted: Pasted, pickable: Pickable): Pickable {
  return pasted.stack === undefined
    ? account.ofAccount(pasted, pickable)
    : stacks.ofStack(pasted, pickable);
}

/** candidatesFor lists the connections that cover a pasted address. */
export function candidatesFor(pasted: Pasted, pickable: Pickable): Candidates {
  return pasted.stack === undefined
    ? account.candidatesFor(pasted, pickable)
    : stacks.candidatesFor(pasted, pickable);
}

/** askedBy turns a pasted address into fields of the form, for a connection if one is chosen. */
export function askedBy(
  pasted: Pasted,
  chosen: PickableConnection | undefined,
): Partial<Asked> & { alerts?: Alerts | undefined } {
  return pasted.stack === undefined
    ? askedByConsole(pasted, chosen?.namePrefixes ?? [])
    : { alerts: pasted.alerts };
}
