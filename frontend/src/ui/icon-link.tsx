import type { ReactElement, ReactNode } from 'react';
import { openPage } from '../platform/bridge';
import styles from './icon-button.module.css';

/**
 * IconLink is a link to another site as an icon of 24 px, outside the tab order. Its children are
 * the paths of the icon.
 */
export function IconLink(props: {
  href: string;
  label: string;
  title: string;
  children: ReactNode;
}): ReactElement {
  return (
    <a
      className={styles.button}
      href={props.href}
      aria-label={props.label}
      title={props.title}
      tabIndex={-1}
      target="_blank"
      rel="noopener noreferrer nofollow"
      onClick={(event) => {
        event.preventDefault();
        void openPage(props.href);
      }}
    >
      <svg
        width="16"
        height="16"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {props.children}
      </svg>
    </a>
  );
}
