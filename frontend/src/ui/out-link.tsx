import type { ReactElement, ReactNode } from 'react';
import { openPage } from '../platform/bridge';
import styles from './out-link.module.css';

/**
 * OutLink leads to another site. The frame may not open windows itself, so the platform is asked to; the address stays
 * an address, to be read and copied.
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
