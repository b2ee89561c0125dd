import type { ReactElement, ReactNode } from 'react';
import { text } from '../../text/en';
import { Lozenge } from '../../ui/lozenge';
import { StateIcon } from '../../ui/state-icon';
import { useNow } from '../../ui/use-now';
import { agedLook, isOld, looks, lookOf } from '../looks';
import type { ShapeProps } from '../shapes/shape';
import type { Tally } from '../tally';
import styles from './bar.module.css';
import { Controls } from './controls';
import { Count, Counts, ownStanding } from './counts';
import { headline, hidesGap, verdictWord } from './headline';

/**
 * VerdictBar is the first line of a macro: the verdict of the whole view, hidden items included, the
 * counts as filters, the age and the controls. Screen readers announce changes of the verdict, but
 * not of its age, which changes every second. A verdict that is old or under refresh is not green.
 */
export function VerdictBar(
  props: ShapeProps & {
    /** What stands between the verdict and the controls, in place of the counts. */
    children?: ReactNode;
    /** Further controls. */
    tools?: ReactNode;
  },
): ReactElement {
  const { liveView, tally, refreshing, reader, config } = props;
  const { loading, changes } = liveView.live;
  const now = useNow(30_000);
  const isAged = refreshing || isOld(tally.asOf, now);
  const look = isAged ? agedLook(lookOf(tally)) : lookOf(tally);
  return (
    <div
      className={`${styles.bar} ${styles[look.tone]}`}
      data-tone={look.tone}
      data-verdict={tally.verdict}
      aria-busy={loading}
    >
      <div className={styles.words} role="status">
        {tally.reason === 'asking' && tally.total === 0 ? (
          <span>{headline(tally)}</span>
        ) : (
          <>
            <Lozenge {...look} word={verdictWord(tally)} />
            <span className="visually-hidden">: </span>
            <Headline {...props} />
          </>
        )}
        {!loading && <Gap {...props} />}
        {changes.size > 0 && (
          <span className="visually-hidden">. {text.macro.changed(changes.size)}</span>
        )}
        {loading && tally.reason !== 'asking' && (
          <span className={styles.asking}>{text.macro.asking}</span>
        )}
      </div>
      {props.children ?? (
        <Counts
          tally={tally}
          reader={reader}
          countsSilent={config.silent !== 'hide'}
          changed={changes.size}
        />
      )}
      <Controls {...props} />
    </div>
  );
}

/** Headline is the sentence of the verdict. Where it counts items, it is their filter. */
function Headline({
  tally,
  reader,
  children,
}: ShapeProps & { children?: ReactNode }): ReactElement {
  const own = ownStanding(tally);
  const words = headline(tally);
  if (own === undefined || children !== undefined)
    return <span className={styles.headline}>{words}</span>;
  return (
    <Count only={own} reader={reader} className={styles.headline}>
      {words}
    </Count>
  );
}

/**
 * Gap marks an incomplete answer that the verdict does not mention. Where all that fires is here, the
 * sources below say what else is missing.
 */
function Gap({
  tally,
  view,
  children,
}: ShapeProps & { children?: ReactNode }): ReactElement | null {
  if (!hidesGap(tally) || (!tally.atLeast && children === undefined)) return null;
  return (
    <span className={styles.gap}>
      <span className="visually-hidden">, </span>
      <StateIcon shape={looks.unknown.shape} />
      {gapWords(tally, view)}
    </span>
  );
}

/** gapWords names a truncated answer, the usual reason; the sources name any other themselves. */
function gapWords({ total }: Tally, view: ShapeProps['view']): string {
  const isOnlyTruncated = view.every(({ status }) => status === 'answered');
  return isOnlyTruncated ? text.macro.moreThan(total) : text.macro.incomplete;
}
