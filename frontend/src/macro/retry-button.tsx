import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import { useNow } from '../ui/use-now';

/** RetryButton retries. While an upstream asks to wait, it is disabled and counts down. */
export function RetryButton(props: {
  /** The end of the wait, in milliseconds since 1970, if any. */
  until?: number | undefined;
  name: string;
  onRetry: () => void;
}): ReactElement {
  const now = useNow(1000);
  const left = Math.max(0, Math.ceil(((props.until ?? 0) - now) / 1000));
  const words = left > 0 ? text.macro.retryIn(left) : text.macro.retry;
  return (
    <Button
      spacing="compact"
      isDisabled={left > 0}
      aria-label={`${words}: ${props.name}`}
      onClick={props.onRetry}
    >
      {words}
    </Button>
  );
}
