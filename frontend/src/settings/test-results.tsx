import type { ReactElement } from 'react';
import { text } from '../text/en';
import { Lozenge } from '../ui/lozenge';
import { Spinner } from '../ui/spinner';
import type { TestResult } from '../wire/test-result';
import type { RegionTest } from './test-run';
import styles from './test-results.module.css';

/** TestResults paints each Region's test as it happens. */
export function TestResults(props: {
  tests: readonly RegionTest[];
  names: ReadonlyMap<string, string>;
}): ReactElement {
  return (
    <ul className={styles.results} aria-live="polite">
      {props.tests.map(({ region, result }) => (
        <li key={region} className={styles.result}>
          <span className={styles.region}>
            {props.names.get(region) ?? region} <span className={styles.id}>{region}</span>
          </span>
          <Outcome result={result} />
        </li>
      ))}
    </ul>
  );
}

function Outcome(props: { result: TestResult | 'waiting' | 'running' }): ReactElement {
  const { result } = props;
  const { test } = text.settings;
  if (result === 'waiting') return <span className={styles.id}>{test.waiting}</span>;
  if (result === 'running') return <Spinner label={test.running} />;
  if (result.outcome === 'ok') {
    return (
      <Lozenge
        tone="success"
        shape="check"
        word={test.seen(result.alarms, result.truncated, result.namePrefix)}
      />
    );
  }
  const { message, hint, requestId } = result.problem;
  return (
    <div className={styles.failure}>
      <Lozenge tone="danger" shape="triangle" word={test.failed} />
      <p>{message}</p>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {requestId !== undefined && (
        <p className="small">
          {text.problems.requestId} <code>{requestId}</code>
        </p>
      )}
    </div>
  );
}
