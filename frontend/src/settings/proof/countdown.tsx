import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { retryReason } from '../../providers/steps';
import { text } from '../../text/en';
import { useNow } from '../../ui/use-now';
import type { StepId } from '../../wire/test-step';
import type { Pause } from './lines';
import styles from './step-list.module.css';

/**
 * Countdown shows the time until the next retry, and until retrying ends. Screen readers do not
 * announce it.
 */
export function Countdown(props: { pause: Pause; step: StepId; onStop: () => void }): ReactElement {
  const { again, until } = props.pause;
  const now = useNow(1000);
  const { patience } = text.settings.testing;
  const wait = secondsTo(again, now);
  const left = secondsTo(until, now);
  return (
    <div className={styles.countdown}>
      <span>
        {retryReason(props.step)}{' '}
        <span className={styles.clock}>
          {wait > 0 ? patience.again(wait, left) : patience.now(left)}
        </span>
      </span>
      <Button spacing="compact" onClick={props.onStop}>
        {patience.stop}
      </Button>
    </div>
  );
}

function secondsTo(then: number, now: number): number {
  return Math.max(0, Math.ceil((then - now) / 1000));
}
