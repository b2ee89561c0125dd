import type { ReactElement } from 'react';
import { text } from '../../text/en';
import type { Line } from './lines';
import { StepLine } from './step-line';
import styles from './step-list.module.css';
import { announcementOf, type Names } from './words';

/**
 * StepListProps are the lines of a test, place names by id, its outcome in words, and the callback
 * that ends retries.
 */
export interface StepListProps {
  lines: readonly Line[];
  names: Names;
  /** Empty until the test ends. */
  summary: string;
  onStopWaiting: () => void;
}

/**
 * StepList shows the steps of a test, if any. Screen readers announce results, not the seconds of a
 * wait.
 */
export function StepList(props: StepListProps): ReactElement {
  const { lines, names, summary } = props;
  return (
    <>
      {lines.length > 0 && (
        <ol className={styles.list} aria-label={text.settings.testing.list}>
          {lines.map((line) => (
            <StepLine
              key={`${line.step} ${line.place ?? ''}`}
              line={line}
              names={names}
              onStopWaiting={props.onStopWaiting}
            />
          ))}
        </ol>
      )}
      <p role="status" className="visually-hidden">
        {announcementOf(lines, names, summary)}
      </p>
    </>
  );
}
