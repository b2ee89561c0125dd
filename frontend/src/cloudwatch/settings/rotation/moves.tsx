import type { ReactElement } from 'react';
import { text } from '../../../text/en';
import { Lozenge, type Tone } from '../../../ui/lozenge';
import type { StateShape } from '../../../ui/state-icon';
import type { ListedConnection } from '../../../wire/settings';
import type { Move } from '../../wire/rotation';
import styles from './rotation.module.css';
import { standings, type Standing } from './standing';

const looks: Record<Standing, { tone: Tone; shape: StateShape }> = {
  waiting: { tone: 'neutral', shape: 'dashed' },
  dark: { tone: 'danger', shape: 'triangle' },
  moved: { tone: 'information', shape: 'hollow' },
  refused: { tone: 'danger', shape: 'triangle' },
  failing: { tone: 'caution', shape: 'triangle' },
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
      {standings(props.moves, props.connections).map(({ id, standing, name }) => (
        <li key={id} className={styles.move}>
          <span className={styles.name}>
            <bdi>{name}</bdi>
          </span>
          <span className={styles.state}>
            <Lozenge {...looks[standing]} word={words.states[standing].word} />
          </span>
          <span className={styles.why}>{words.states[standing].why}</span>
        </li>
      ))}
    </ul>
  );
}
