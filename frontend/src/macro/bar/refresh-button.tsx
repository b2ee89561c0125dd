import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { IconButton } from '../../ui/icon-button';
import { useNow } from '../../ui/use-now';
import type { View } from '../view';
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
  const until = Math.min(...props.view.map(({ notBefore = 0 }) => notBefore));
  const now = useNow(1000);
  const left = Math.max(0, Math.ceil((until - now) / 1000));
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
