import type { ReactElement } from 'react';
import { askingIn } from '../../providers/steps';
import { text } from '../../text/en';
import { RequestId } from '../../ui/request-id';
import { Spinner } from '../../ui/spinner';
import { StateIcon, type StateShape } from '../../ui/state-icon';
import type { Problem } from '../../wire/problem';
import { isProbe } from '../../wire/test-step';
import { Countdown } from './countdown';
import type { Line } from './lines';
import { Remarks } from './remarks';
import styles from './step-list.module.css';
import { hintOf, lookOf, remarksOf, sentenceOf, type Names } from './words';

type State = Line['progress']['state'];

const shapes: Record<Exclude<State, 'running'>, StateShape> = {
  waiting: 'dashed',
  pausing: 'hollow',
  passed: 'check',
  failed: 'triangle',
  inconclusive: 'diamond',
  untried: 'dashed',
};

/**
 * StepLineProps are one line of a test, place names by id, and the callback that ends its retries.
 */
export interface StepLineProps {
  line: Line;
  names: Names;
  onStopWaiting: () => void;
}

/** StepLine shows one step by colour, shape and words, and its problem if any. */
export function StepLine(props: StepLineProps): ReactElement {
  const { line, names } = props;
  const { progress } = line;
  const look = lookOf(progress);
  const hint = hintOf(line);
  return (
    <li className={`${styles.line} ${styles[look]}`} data-state={progress.state}>
      <span className={styles.shape}>
        {look !== 'running' && <StateIcon shape={shapes[look]} />}
      </span>
      <span className={styles.sentence}>{sentenceOf(line, names)}</span>
      <span className={styles.state}>
        {look === 'running' ? (
          <Spinner label={askingIn(line.step)} />
        ) : (
          text.settings.testing.states[look]
        )}
      </span>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      <Remarks remarks={remarksOf(line)} />
      {progress.state === 'pausing' && (
        <Countdown pause={progress} step={line.step} onStop={props.onStopWaiting} />
      )}
      {'problem' in progress && (
        <Why
          problem={progress.problem}
          hinted={progress.state !== 'failed' || !isProbe(line.step)}
        />
      )}
    </li>
  );
}

/** Failed probes share one hint below the list. */
function Why(props: { problem: Problem; hinted: boolean }): ReactElement {
  const { message, hint, requestId } = props.problem;
  return (
    <div className={styles.why}>
      <p>{message}</p>
      {props.hinted && hint !== undefined && <p className="small">{hint}</p>}
      <RequestId id={requestId} />
    </div>
  );
}
