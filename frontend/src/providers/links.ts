// Each provider has a grammar for the addresses that people paste.
import * as account from '../cloudwatch/console/candidates';
import { askedBy as askedByConsole, type Asked } from '../cloudwatch/console/asked-by';
import {
  parsePasted as parseConsole,
  type Pasted as ConsoleLink,
} from '../cloudwatch/console/pasted-link';
import * as stacks from '../grafana/links/candidates';
import { parseStackLink, type StackLink } from '../grafana/links/parse';
import type { Alerts } from '../wire/alerts';
import type { Pickable, PickableConnection } from '../wire/connections';

/** Pasted is what a pasted address says. */
export type Pasted = (ConsoleLink & { stack?: undefined }) | StackLink;

/** Candidates are the connections that a pasted address may be about. */
export interface Candidates {
  able: PickableConnection[];
  /** The part of the address that no connection covers, if there are none. */
  lacks?: account.Candidates['lacks'] | 'stack' | 'rules';
}

/** parsePasted parses an address of a provider, null for any other. */
export function parsePasted(address: string): Pasted | null {
  return parseConsole(address) ?? parseStackLink(address);
}

/** titleIn returns the name or search of an address, undefined for one without. */
export function titleIn(pasted: Pasted | null): string | undefined {
  return pasted?.stack === undefined ? (pasted?.name ?? pasted?.search) : undefined;
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
