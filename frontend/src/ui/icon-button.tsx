import type { ReactElement, ReactNode } from 'react';
import styles from './icon-button.module.css';

/**
 * IconButton is a button of 24 px, the least size of a target (WCAG 2.5.8). Its label is its tooltip
 * and its accessible name. A disabled one stays focusable, so that a focus is never lost.
 */
export function IconButton(props: {
  label: string;
  isDisabled?: boolean;
  expanded?: boolean;
  /** A label beside the icon. */
  words?: string;
  title?: string;
  onClick: () => void;
  children: ReactNode;
}): ReactElement {
  const { label, isDisabled = false, words } = props;
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      aria-disabled={isDisabled}
      aria-expanded={props.expanded}
      title={props.title ?? label}
      onClick={() => !isDisabled && props.onClick()}
    >
      {props.children}
      {words !== undefined && <span className={styles.words}>{words}</span>}
    </button>
  );
}
