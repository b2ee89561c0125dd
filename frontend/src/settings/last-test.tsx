import type { ReactElement } from 'react';
import { remarkOf, statementOf, todoAfter } from '../providers/steps';
import { text } from '../text/en';
import { Lozenge, type Tone } from '../ui/lozenge';
import { RelativeTime } from '../ui/relative-time';
import type { StateShape } from '../ui/state-icon';
import type { KeptTest, SavedConnection } from '../wire/settings';
import { isAdvisory, type Outcome } from '../wire/test-step';
import styles from './connection-table.module.css';
import type { Names } from './proof/words';

const looks: Record<Outcome, { tone: Tone; shape: StateShape }> = {
  passed: { tone: 'success', shape: 'check' },
  failed: { tone: 'danger', shape: 'triangle' },
  inconclusive: { tone: 'caution', shape: 'diamond' },
};

/** LastTest shows the outcome and time of a connection's last whole test, or why it has none. */
export function LastTest(props: { connection: SavedConnection; names: Names }): ReactElement {
  const { status, kind, test } = props.connection;
  const words = text.settings.connections;
  if (status === 'damaged') return <Remark {...words.unknown.damaged} />;
  if (status !== 'ready') return <Remark word={words.pending} why={words.pendingWhy} />;
  if (!test) return <Remark word={words.untested} why={words.untestedSince[kind]} />;
  const remark = remarkOn(test, props.names);
  const { states, passedInPart } = text.settings.testing;
  return (
    <>
      {isAdvised(test) ? (
        <Lozenge tone="caution" shape="triangle" word={passedInPart} />
      ) : (
        <Lozenge {...looks[test.outcome]} word={states[test.outcome]} />
      )}
      <div className={styles.small}>
        <RelativeTime at={test.at} />
      </div>
      {remark !== undefined && <div className={styles.small}>{remark}</div>}
      {remarksOn(test).map((short) => (
        <div key={short} className={styles.small}>
          {short}
        </div>
      ))}
    </>
  );
}

/** Remark replaces a test, and explains why the connection has none. */
export function Remark(props: { word: string; why: string }): ReactElement {
  return (
    <>
      <Lozenge tone="caution" shape="hollow" word={props.word} />
      <div className={styles.small}>{props.why}</div>
    </>
  );
}

/** isAdvised reports whether a test passed but for a step that informs. */
function isAdvised({ outcome, results }: KeptTest): boolean {
  return (
    outcome === 'passed' && results.some((it) => it.outcome === 'failed' && isAdvisory(it.step))
  );
}

function remarksOn({ results }: KeptTest): string[] {
  return results
    .flatMap(({ notes }) => notes.map((note) => remarkOf(note).short))
    .filter((short) => short !== '');
}

/** A failed step is more informative than an inconclusive one. */
function remarkOn({ results }: KeptTest, names: Names): string | undefined {
  const stop =
    results.find(({ outcome }) => outcome === 'failed') ??
    results.find(({ outcome }) => outcome === 'inconclusive');
  if (!stop) return undefined;
  const { stopped } = text.settings.connections;
  const todo = stop.outcome === 'failed' ? todoAfter(stop.step) : undefined;
  return todo ?? stopped(statementOf(stop.step, stop.place, names));
}
