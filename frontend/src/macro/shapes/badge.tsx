import { useLayoutEffect, type ReactElement } from 'react';
import { text } from '../../text/en';
import { ago, clockTime } from '../../ui/ago';
import { Lozenge } from '../../ui/lozenge';
import { useNow } from '../../ui/use-now';
import { askedWords } from '../filter-words';
import { agedLook, isOld, lookOf } from '../looks';
import { AutoButton } from '../tools/auto-button';
import { headline, hidesGap } from '../verdict-line';
import styles from './badge.module.css';
import type { ShapeProps } from './shape';

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
  const aged = stale || isOld(tally.asOf, now);
  const look = lookOf(tally);
  const gap = !it.live.loading && hidesGap(tally) ? `, ${text.macro.badge.incomplete}` : '';
  const words = headline(tally) + gap;
  const filter = askedWords(query, it.live.view);
  const asked = filter === '' ? '' : `. ${filter}`;
  const age = tally.asOf === undefined ? '' : `, ${text.macro.asOf(clockTime(tally.asOf))}`;
  const verdict = text.macro.verdicts[tally.verdict];
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
        {config.title !== undefined && config.title !== '' && (
          <span className={styles.title}>
            <bdi>{config.title}</bdi>
            <span className="visually-hidden">: </span>
          </span>
        )}
        <Lozenge {...(aged ? agedLook(look) : look)} word={words} />
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
