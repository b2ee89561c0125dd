import type { ReactElement } from 'react';
import styles from './lozenge.module.css';
import { StateIcon, type StateShape } from './state-icon';

/** Tone is what a colour means. It never stands alone: a word and a shape say the same. */
export type Tone = 'danger' | 'caution' | 'success' | 'neutral' | 'information';

/** Lozenge shows one state by colour, shape and word. Pointing at it shows its title, or else its word in full. */
export function Lozenge(props: {
  tone: Tone;
  shape: StateShape;
  word: string;
  title?: string;
}): ReactElement {
  return (
    <span className={`${styles.lozenge} ${styles[props.tone]}`}>
      <StateIcon shape={props.shape} />
      <span className={styles.word} title={props.title ?? props.word}>
        {props.word}
      </span>
    </span>
  );
}

/** Badge is a quiet remark beside a name. Its explanation is in the title and is read out with it. */
export function Badge(props: { label: string; why: string }): ReactElement {
  return (
    <span className={styles.badge} title={props.why}>
      {props.label}
      <span className="visually-hidden">. {props.why}</span>
    </span>
  );
}
