import { useLayoutEffect, type ReactElement } from 'react';
import { text } from '../../text/en';
import { ago } from '../../ui/ago';
import { Lozenge } from '../../ui/lozenge';
import { useNow } from '../../ui/use-now';
import { agedLook, isOld, lookOf } from '../looks';
import { AutoButton } from '../tools/auto-button';
import { headline, hidesGap } from '../verdict-line';
import styles from './badge.module.css';
import type { ShapeProps } from './shape';
import { tooltipOf } from './tooltip';

/**
 * InlineBadge shows the verdict in a few words, within a sentence. Its tooltip has the whole
 * verdict and its age. A stale badge, or one under refresh, shows its age in words too.
 */
export function InlineBadge(props: ShapeProps): ReactElement {
  const { liveView, tally, stale, reader, config } = props;
  // An inline frame takes the width of its body, or 300 pixels if the body has none.
  useLayoutEffect(() => {
    document.body.classList.add(styles.inline ?? '');
    return () => document.body.classList.remove(styles.inline ?? '');
  }, []);
  const now = useNow(30_000);
  const aged = stale || isOld(tally.asOf, now);
  const look = aged ? agedLook(lookOf(tally)) : lookOf(tally);
  const gap = !liveView.live.loading && hidesGap(tally) ? `, ${text.macro.badge.incomplete}` : '';
  const words = headline(tally) + gap;
  const tooltip = tooltipOf(props, gap);
  const verdict = text.macro.verdicts[tally.verdict];
  return (
    <span className={styles.whole}>
      <button
        type="button"
        className={styles.badge}
        title={tooltip}
        data-tone={look.tone}
        data-verdict={tally.verdict}
        aria-busy={liveView.live.loading}
        onClick={liveView.refresh}
      >
        {config.title !== undefined && config.title !== '' && (
          <span className={styles.title}>
            <bdi>{config.title}</bdi>
            <span className="visually-hidden">: </span>
          </span>
        )}
        <span className={styles.verdict}>
          <Lozenge {...look} word={words} title={tooltip} />
        </span>
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
