import type { ReactElement, ReactNode } from 'react';
import { openPage } from '../platform/bridge';
import styles from './out-link.module.css';

/**
 * OutLink links to another site. The sandboxed frame may not open windows, so the platform opens
 * it; the address stays readable and copyable.
 */
export function OutLink(props: {
  href: string;
  label?: string;
  children: ReactNode;
}): ReactElement {
  return (
    <a
      className={styles.link}
      href={props.href}
      aria-label={props.label}
      target="_blank"
      rel="noopener noreferrer nofollow"
      onClick={(event) => {
        event.preventDefault();
        void openPage(props.href);
      }}
    >
      {props.children}
    </a>
  );
}
