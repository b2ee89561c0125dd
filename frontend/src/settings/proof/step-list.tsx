import type { ReactElement } from 'react';
import { text } from '../../text/en';
import type { Line } from './lines';
import { StepLine } from './step-line';
import styles from './step-list.module.css';
import { announcementOf, type Names } from './words';

/** StepListProps are the lines of a test, place names by id, how it ended in words, and how to stop waiting. */
export interface StepListProps {
  lines: readonly Line[];
  names: Names;
  /** Empty while it has not ended. */
  summary: string;
  onStopWaiting: () => void;
}

/** StepList paints every step of a test as it happens. Results are read out; the seconds of a wait are not. */
export function StepList(props: StepListProps): ReactElement {
  const { lines, names, summary } = props;
  return (
    <>
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
      <p role="status" className="visually-hidden">
        {announcementOf(lines, names)} {summary}
      </p>
    </>
  );
}
