import { useLayoutEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { text } from '../../text/en';
import styles from './folded.module.css';

/** Folded shows the first lines of a text, and all of it on request. */
export function Folded(props: { about: string; children: ReactNode }): ReactElement {
  const [open, setOpen] = useState(false);
  const [folded, setFolded] = useState(false);
  const line = useRef<HTMLElement>(null);

  // The text may fit or not depending on the width, which changes with the window.
  useLayoutEffect(() => {
    const measure = (): void => {
      const element = line.current;
      if (element && !open) setFolded(element.scrollHeight > element.clientHeight);
    };
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [open, props.children]);

  return (
    <>
      <bdi ref={line} className={open ? styles.whole : styles.clamped}>
        {props.children}
      </bdi>
      {folded && (
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? text.macro.less : text.macro.more}
          <span className="visually-hidden"> {props.about}</span>
        </button>
      )}
    </>
  );
}
