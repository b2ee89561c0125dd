import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { shortTime } from '../../ui/ago';
import { IconButton } from '../../ui/icon-button';
import type { Reader } from './use-reader';

/**
 * AutoButton pauses and resumes auto-refresh. WCAG 2.2.2 requires a way to stop automatic updates.
 */
export function AutoButton(props: {
  reader: Reader;
  refresh: number | undefined;
}): ReactElement | null {
  const { reader, refresh } = props;
  if (refresh === undefined) return null;
  const isOn = reader.everyMs > 0;
  const { tools, span, every, nextAt } = text.macro;
  const { laterAt } = reader;
  const pace = laterAt === undefined ? every(span(refresh)) : nextAt(shortTime(laterAt));
  const label = isOn ? tools.pause(span(refresh)) : tools.resume(span(refresh));
  return (
    <IconButton
      label={label}
      title={isOn ? `${label}. ${tools.autoWhy}` : label}
      words={isOn ? pace : tools.paused}
      onClick={() => reader.auto(!isOn)}
    >
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <path
          fill="currentColor"
          d={isOn ? 'M2.5 1.5h2.4v9H2.5zM7.1 1.5h2.4v9H7.1z' : 'M3 1.2 10.4 6 3 10.8z'}
        />
      </svg>
    </IconButton>
  );
}
