// Each provider has a grammar for the addresses that people paste.
import {
  parsePasted as parseConsole,
  type Pasted as ConsoleLink,
} from '../cloudwatch/console/pasted-link';
import { parseStackLink, type StackLink } from '../grafana/links/parse';

/** Pasted is what a pasted address says. */
export type Pasted = (ConsoleLink & { stack?: undefined }) | StackLink;

/** parsePasted parses an address of a provider, null for any other. */
export function parsePasted(address: string): Pasted | null {
  return parseConsole(address) ?? parseStackLink(address);
}

/** titleIn returns the name or search of an address, undefined for one without. */
export function titleIn(pasted: Pasted | null): string | undefined {
  return pasted?.stack === undefined ? (pasted?.name ?? pasted?.search) : undefined;
}
