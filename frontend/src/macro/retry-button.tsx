import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import type { Problem } from '../wire/problem';
import { retryAfter } from './retry-after';
import { useCountdown } from './use-countdown';

/** RetryButton retries. While a provider throttles, it is disabled and counts down. */
export function RetryButton(props: {
  problem?: Problem | undefined;
  name: string;
  onRetry: () => void;
}): ReactElement {
  const left = useCountdown(retryAfter(props.problem));
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
