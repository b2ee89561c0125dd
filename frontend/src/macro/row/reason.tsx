import { useLayoutEffect, useRef, useState, type ReactElement } from 'react';
import { text } from '../../text/en';
import styles from './reason.module.css';

/** Reason shows why the state changed: two lines of it, and the rest when the reader asks for it. */
export function Reason(props: { name: string; reason: string }): ReactElement {
  const [open, setOpen] = useState(false);
  const [folded, setFolded] = useState(false);
  const line = useRef<HTMLElement>(null);

  // Whether two lines are enough depends on the width, which changes with the window.
  useLayoutEffect(() => {
    const measure = (): void => {
      const element = line.current;
      if (element && !open) setFolded(element.scrollHeight > element.clientHeight);
    };
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [open, props.reason]);

  return (
    <>
      <bdi ref={line} className={open ? styles.whole : styles.clamped}>
        {shortened(props.reason)}
      </bdi>
      {folded && (
        <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? text.macro.less : text.macro.more}
          <span className="visually-hidden"> {text.macro.aboutReason(props.name)}</span>
        </button>
      )}
    </>
  );
}

/** AWS names the children of a composite by their ARNs. Their names are what people know them by. */
function shortened(reason: string): string {
  return reason.replace(/arn:[a-z-]+:cloudwatch:[a-z0-9-]+:\d{12}:alarm:/g, '');
}
