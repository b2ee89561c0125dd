import { useLayoutEffect, type ReactElement } from 'react';
import { text } from '../../text/en';
import { ago, clockTime } from '../../ui/ago';
import { Lozenge } from '../../ui/lozenge';
import { useNow } from '../../ui/use-now';
import { filterWords } from '../filter-words';
import { agedLook, lookOf } from '../looks';
import { AutoButton } from '../tools/auto-button';
import { headline, hidesGap } from '../verdict-line';
import styles from './badge.module.css';
import type { ShapeProps } from './shape';

/** An answer older than this says its age by itself, and is no longer green. */
const OLD_MS = 5 * 60_000;

/**
 * InlineBadge is the verdict in a few words, inside a sentence. Pointing at it shows the whole of it and its age; what is
 * old, or about to be replaced, says its age in words.
 */
export function InlineBadge({ it, tally, stale, reader, config, query }: ShapeProps): ReactElement {
  // An inline frame is as wide as its body says, and 300 pixels where it says nothing.
  useLayoutEffect(() => {
    document.body.classList.add(styles.inline ?? '');
    return () => document.body.classList.remove(styles.inline ?? '');
  }, []);
  const now = useNow(30_000);
  const { asOf = Infinity } = tally;
  const aged = stale || now - asOf > OLD_MS;
  const look = lookOf(tally);
  const gap = !it.live.loading && hidesGap(tally) ? `, ${text.macro.badge.incomplete}` : '';
  const words = headline(tally) + gap;
  const empty = tally.reason === 'none-match' || tally.reason === 'none-firing';
  const filter = empty ? filterWords(query) : '';
  const asked = filter === '' ? '' : `. ${text.macro.strip.asked(filter)}`;
  const age = tally.asOf === undefined ? '' : `, ${text.macro.asOf(clockTime(tally.asOf))}`;
  const verdict = text.macro.verdicts[tally.verdict];
  const named = config.title === undefined || config.title === '' ? words : `${config.title}: ${words}`;
  return (
    <span className={styles.whole}>
      <button
        type="button"
        className={styles.badge}
        title={`${text.macro.badge.label(verdict, words)}${age}${asked}`}
        data-verdict={tally.verdict}
        aria-busy={it.live.loading}
        onClick={it.refresh}
      >
        <Lozenge {...(aged ? agedLook(look) : look)} word={named} />
        {aged && tally.asOf !== undefined && (
          <span className={styles.age}>
            <span className="visually-hidden">, </span>
            {ago(tally.asOf, now)}
          </span>
        )}
        <span className="visually-hidden">
          . {verdict}. {text.macro.refresh}
        </span>
      </button>
      <AutoButton reader={reader} refresh={config.refresh} />
    </span>
  );
}
