import type { ReactElement } from 'react';
import { text } from '../text/en';
import { clockTime } from '../ui/ago';
import { Lozenge } from '../ui/lozenge';
import { RelativeTime } from '../ui/relative-time';
import { StateIcon } from '../ui/state-icon';
import { useNow } from '../ui/use-now';
import { agedLook, isOld, looks, lookOf, type Look } from './looks';
import type { Standing } from './standing';
import type { Tally } from './tally';
import styles from './verdict-line.module.css';

const order: readonly Standing[] = ['unknown', 'insufficient', 'doubtful', 'ok'];

/**
 * VerdictLine shows the verdict of the whole view, hidden items included. Screen readers announce
 * changes of the verdict, but not of its age, which changes every second. A stale verdict, or one
 * under refresh, is not green.
 */
export function VerdictLine(props: {
  tally: Tally;
  /** A load is under way. */
  asking: boolean;
  /** A refresh is under way, and part of the tally is from the previous answer. */
  stale: boolean;
  /** Whether it shows its age. */
  aged?: boolean;
  /** Only the verdict, for a narrow line. */
  brief?: boolean;
}): ReactElement {
  const { tally, asking, stale, aged = true, brief = false } = props;
  const now = useNow(30_000);
  const look = stale || isOld(tally.asOf, now) ? agedLook(lookOf(tally)) : lookOf(tally);
  const { tone } = look;
  return (
    <div
      className={`${styles.line} ${styles[tone]} ${brief ? styles.brief : ''}`}
      data-tone={tone}
      data-verdict={tally.verdict}
    >
      <div className={styles.words} role="status">
        <VerdictWords tally={tally} look={look} />
        {!brief && <Counts tally={tally} />}
        {!asking && <Gap tally={tally} />}
        {asking && tally.reason !== 'asking' && (
          <span className={styles.asking}>{text.macro.asking}</span>
        )}
      </div>
      {aged && tally.asOf !== undefined && (
        <span className={styles.age}>
          {text.macro.asOf(clockTime(tally.asOf))}, <RelativeTime at={tally.asOf} everyMs={1000} />
        </span>
      )}
    </div>
  );
}

/** VerdictWords shows the verdict by colour, shape and word, with its counts. */
function VerdictWords({ tally, look }: { tally: Tally; look: Look }): ReactElement {
  const { verdict, reason } = tally;
  if (reason === 'asking' && tally.total === 0) return <span>{headline(tally)}</span>;
  return (
    <>
      <Lozenge {...look} word={text.macro.verdicts[verdict]} />
      <span className="visually-hidden">: </span>
      <span className={styles.headline}>{headline(tally)}</span>
    </>
  );
}

/** headline returns the sentence of a verdict. */
export function headline({ reason, counts, total }: Tally): string {
  const { headlines } = text.macro;
  switch (reason) {
    case 'firing':
      return headlines.firing(counts.firing);
    case 'blind':
      return headlines.blind(counts.insufficient + counts.doubtful);
    default:
      return headlines[reason](total);
  }
}

/** Counts adds to the headline and repeats none of it. */
function Counts({ tally }: { tally: Tally }): ReactElement | null {
  const { counts, reason } = tally;
  if (reason === 'all-ok') return null;
  return (
    <>
      {order
        .filter((standing) => counts[standing] > 0)
        .map((standing) => (
          <span key={standing} className={`${styles.count} ${styles[standing]}`}>
            <span className="visually-hidden">, </span>
            <StateIcon shape={looks[standing].shape} />
            {text.macro.counts[standing](counts[standing])}
          </span>
        ))}
    </>
  );
}

/**
 * hidesGap reports whether a verdict does not mention an incomplete answer: a firing alarm outranks
 * it.
 */
export function hidesGap({ verdict, incomplete }: Tally): boolean {
  return verdict === 'firing' && incomplete;
}

/** Gap marks an incomplete answer that the verdict does not mention. */
function Gap({ tally }: { tally: Tally }): ReactElement | null {
  if (!hidesGap(tally)) return null;
  return (
    <span className={`${styles.count} ${styles.unknown}`}>
      <span className="visually-hidden">, </span>
      <StateIcon shape={looks.unknown.shape} />
      {text.macro.incomplete}
    </span>
  );
}
