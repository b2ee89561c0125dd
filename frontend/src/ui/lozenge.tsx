import type { ReactElement } from 'react';
import styles from './lozenge.module.css';
import { StateIcon, type StateShape } from './state-icon';

/** Tone is the meaning of a colour. A word and a shape always carry the same meaning. */
export type Tone = 'danger' | 'caution' | 'success' | 'neutral' | 'information';

/**
 * Lozenge shows one state by colour, shape and word. Its tooltip is its title, or else the full
 * word.
 */
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

/**
 * Badge is an unobtrusive remark next to a name. Its explanation is its tooltip, which screen
 * readers announce too.
 */
export function Badge(props: { label: string; why: string }): ReactElement {
  return (
    <span className={styles.badge} title={props.why}>
      <bdi>{props.label}</bdi>
      <span className="visually-hidden">. {props.why}</span>
    </span>
  );
}
