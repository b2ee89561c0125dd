import { Fragment, type ReactElement } from 'react';
import { text } from '../text/en';
import { StateIcon } from '../ui/state-icon';
import type { View } from './model';
import { summarise, type Summary } from './summary';
import styles from './summary-line.module.css';
import { looks } from './looks';
import type { Verdict } from './verdict';

const order: readonly Verdict[] = ['firing', 'unknown', 'insufficient', 'doubtful', 'ok'];

/** SummaryLine counts the whole view, hidden alarms included. It is read out when it changes. */
export function SummaryLine(props: { view: View; loading: boolean }): ReactElement {
  const summary = summarise(props.view);
  const known = summary.total > 0 || !props.loading;
  // Until everything has come, only what fires is worth a colour.
  const tone = props.loading && summary.tone !== 'danger' ? 'neutral' : summary.tone;
  return (
    <div className={`${styles.summary} ${styles[tone]}`} role="status" data-tone={tone}>
      {known && <Counts summary={summary} />}
      {!props.loading && summary.incomplete && <Incomplete total={summary.total} />}
      {props.loading && <span className={styles.asking}>{text.macro.asking}</span>}
    </div>
  );
}

function Incomplete(props: { total: number }): ReactElement {
  return (
    <>
      {props.total > 0 && <span className="visually-hidden">, </span>}
      <span className={`${styles.count} ${styles.incomplete}`}>
        <StateIcon shape={looks.unknown.shape} />
        {props.total > 0 ? text.macro.incomplete : text.macro.notKnown}
      </span>
    </>
  );
}

function Counts(props: { summary: Summary }): ReactElement {
  const { counts, total, incomplete } = props.summary;
  // "No alarms" is only said when everything was answered.
  if (total === 0) return <>{incomplete ? null : <span>{text.macro.noAlarms}</span>}</>;
  return (
    <>
      {order
        .filter((verdict) => counts[verdict] > 0)
        .map((verdict, place) => (
          <Fragment key={verdict}>
            {place > 0 && <span className="visually-hidden">, </span>}
            <span className={`${styles.count} ${styles[verdict]}`}>
              <StateIcon shape={looks[verdict].shape} />
              {text.macro.counts[verdict](counts[verdict])}
            </span>
          </Fragment>
        ))}
    </>
  );
}
