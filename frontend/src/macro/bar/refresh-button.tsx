import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { IconButton } from '../../ui/icon-button';
import { useSecondsUntil } from '../../ui/use-seconds-until';
import type { View } from '../view';
import { firstDue } from '../waits';
import styles from './bar.module.css';

/**
 * RefreshButton loads the view again. While every source's upstream asks to wait, it is disabled and
 * counts down.
 */
export function RefreshButton(props: {
  view: View;
  loading: boolean;
  onRefresh: () => void;
}): ReactElement {
  const left = useSecondsUntil(firstDue(props.view));
  const label = left > 0 ? text.macro.retryIn(left) : text.macro.refresh;
  return (
    <IconButton label={label} isDisabled={left > 0 || props.loading} onClick={props.onRefresh}>
      <svg
        className={props.loading ? styles.turning : undefined}
        width="16"
        height="16"
        viewBox="0 0 16 16"
        aria-hidden="true"
        focusable="false"
      >
        <path
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
          d="M13.2 8A5.2 5.2 0 1 1 11.6 4.3M13.2 2v3.2H10"
        />
      </svg>
    </IconButton>
  );
}
