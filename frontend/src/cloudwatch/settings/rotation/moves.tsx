import type { ReactElement } from 'react';
import { text } from '../../../text/en';
import { Lozenge, type Tone } from '../../../ui/lozenge';
import type { StateShape } from '../../../ui/state-icon';
import type { ListedConnection } from '../../../wire/settings';
import type { Move, MoveState } from '../../wire/rotation';
import styles from './rotation.module.css';

const looks: Record<MoveState, { tone: Tone; shape: StateShape }> = {
  waiting: { tone: 'neutral', shape: 'dashed' },
  moved: { tone: 'information', shape: 'hollow' },
  'former-accepted': { tone: 'caution', shape: 'triangle' },
  settled: { tone: 'success', shape: 'check' },
  unknown: { tone: 'caution', shape: 'hollow' },
};

/** MovesProps are the connections of a rotation. */
export interface MovesProps {
  connections: readonly ListedConnection[];
  moves: readonly Move[];
}

/** Moves lists the connections of a rotation by name, with what is left to do for each. */
export function Moves(props: MovesProps): ReactElement {
  const words = text.settings.rotation;
  return (
    <ul className={styles.moves} aria-label={words.list}>
      {named(props.moves, props.connections).map(({ id, state, name }) => (
        <li key={id} className={styles.move}>
          <span className={styles.name}>
            <bdi>{name}</bdi>
          </span>
          <span className={styles.state}>
            <Lozenge {...looks[state]} word={words.states[state].word} />
          </span>
          <span className={styles.why}>{words.states[state].why}</span>
        </li>
      ))}
    </ul>
  );
}

interface NamedMove extends Move {
  name: string;
}

/** named adds the names of the list, in its order. */
export function named(
  moves: readonly Move[],
  connections: readonly ListedConnection[],
): NamedMove[] {
  const place = (id: string): number => connections.findIndex((it) => it.id === id);
  return moves
    .map((move) => {
      const name = connections[place(move.id)]?.name;
      return {
        ...move,
        name: name === undefined || name === '' ? text.settings.connections.unnamed : name,
      };
    })
    .toSorted((a, b) => place(a.id) - place(b.id));
}
