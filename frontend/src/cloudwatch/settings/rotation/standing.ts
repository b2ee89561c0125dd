import { text } from '../../../text/en';
import type { KeptTest, ListedConnection } from '../../../wire/settings';
import type { Move, MoveState } from '../../wire/rotation';

/**
 * Standing is how a connection stands in a rotation: its state, unless its last test contradicts it.
 * "dark" waits, and its role accepts neither External ID. "refused" has moved, and its role does not
 * accept the new one. "failing" has moved, and its last test failed for another cause.
 */
export type Standing = MoveState | 'dark' | 'refused' | 'failing';

/** StandingMove is a connection of a rotation by name, and how it stands. */
export interface StandingMove {
  id: string;
  name: string;
  standing: Standing;
}

/** The codes with which the step `assume` fails because of the role's trust policy. */
const denials = ['aws_assume_denied', 'trust_neither_id', 'trust_needs_new_id'];

/** standings adds names and last tests to the connections of a rotation, in the list's order. */
export function standings(
  moves: readonly Move[],
  connections: readonly ListedConnection[],
): StandingMove[] {
  const place = (id: string): number => connections.findIndex((it) => it.id === id);
  return moves
    .toSorted((a, b) => place(a.id) - place(b.id))
    .map(({ id, state }) => {
      const listed = connections[place(id)];
      const test = listed && 'test' in listed ? listed.test : undefined;
      const name = listed?.name ?? '';
      return {
        id,
        name: name === '' ? text.settings.connections.unnamed : name,
        standing: standingOf(state, test),
      };
    });
}

/** needsFormer reports whether any connection may still use the former External ID. */
export function needsFormer(moves: readonly Move[]): boolean {
  return moves.some(({ state }) => state === 'waiting' || state === 'unknown');
}

function standingOf(state: MoveState, test: KeptTest | undefined): Standing {
  if (test?.outcome !== 'failed') return state;
  const denied = test.results.some(
    ({ step, code = '' }) => step === 'assume' && denials.includes(code),
  );
  if (state === 'waiting') return denied ? 'dark' : state;
  if (state === 'moved') return denied ? 'refused' : 'failing';
  return state;
}
