import type { ReactElement } from 'react';
import { text } from '../../text/en';
import styles from './auto-button.module.css';
import type { Reader } from './use-reader';

/**
 * AutoButton pauses and resumes auto-refresh in layouts without space for words. WCAG 2.2.2
 * requires a way to stop automatic updates.
 */
export function AutoButton(props: {
  reader: Reader;
  refresh: number | undefined;
}): ReactElement | null {
  const { reader, refresh } = props;
  if (refresh === undefined) return null;
  const on = reader.everyMs > 0;
  const { tools, span } = text.macro;
  const label = on ? tools.pause(span(refresh)) : tools.resume(span(refresh));
  return (
    <button
      type="button"
      className={styles.auto}
      aria-label={label}
      title={on ? `${label}. ${tools.autoWhy}` : label}
      onClick={() => reader.auto(!on)}
    >
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <path
          fill="currentColor"
          d={on ? 'M2.5 1.5h2.4v9H2.5zM7.1 1.5h2.4v9H7.1z' : 'M3 1.2 10.4 6 3 10.8z'}
        />
      </svg>
    </button>
  );
}
