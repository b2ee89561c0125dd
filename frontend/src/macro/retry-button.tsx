import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import { useSecondsUntil } from '../ui/use-seconds-until';

/** RetryButton retries. While an upstream asks to wait, it is disabled and counts down. */
export function RetryButton(props: {
  /** The end of the wait, in milliseconds since 1970, if any. */
  until?: number | undefined;
  name: string;
  onRetry: () => void;
}): ReactElement {
  const left = useSecondsUntil(props.until ?? 0);
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
