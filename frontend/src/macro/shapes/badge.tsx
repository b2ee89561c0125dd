import { useLayoutEffect, type ReactElement } from 'react';
import { text } from '../../text/en';
import { clockTime } from '../../ui/ago';
import { Lozenge } from '../../ui/lozenge';
import { lookOf } from '../looks';
import { headline } from '../verdict-line';
import styles from './badge.module.css';
import type { ShapeProps } from './shape';

/** InlineBadge is the verdict in a few words, inside a sentence. Pointing at it shows the whole of it and its age. */
export function InlineBadge({ it, tally, config }: ShapeProps): ReactElement {
  // An inline frame is as wide as its body says, and 300 pixels where it says nothing.
  useLayoutEffect(() => {
    document.body.classList.add(styles.inline ?? '');
    return () => document.body.classList.remove(styles.inline ?? '');
  }, []);
  const words = headline(tally);
  const age = tally.asOf === undefined ? '' : `, ${text.macro.asOf(clockTime(tally.asOf))}`;
  const verdict = text.macro.verdicts[tally.verdict];
  const named = config.title === undefined || config.title === '' ? words : `${config.title}: ${words}`;
  return (
    <button
      type="button"
      className={styles.badge}
      title={`${text.macro.badge.label(verdict, words)}${age}`}
      data-verdict={tally.verdict}
      aria-busy={it.live.loading}
      onClick={it.refresh}
    >
      <Lozenge {...lookOf(tally)} word={named} />
      <span className="visually-hidden">
        . {verdict}. {text.macro.refresh}
      </span>
    </button>
  );
}
