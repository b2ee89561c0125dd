import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { clockTime } from '../../ui/ago';
import { Badge } from '../../ui/lozenge';
import { isStale } from '../ages';
import { stateRemarksOn, type Row } from '../rows';
import styles from './list.module.css';

/** RowName is the button that unfolds a row, with what is remarkable about the item. */
export function RowName(props: {
  row: Row;
  causes: readonly Row[];
  place: string | undefined;
  isOpen: boolean;
  onToggle: () => void;
  detailsId?: string;
}): ReactElement {
  const { row, causes, place, isOpen, onToggle, detailsId } = props;
  const { name, kind } = row.item;
  return (
    <div className={styles.title}>
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={isOpen}
        aria-controls={isOpen ? detailsId : undefined}
        aria-label={name}
        title={name}
        onClick={onToggle}
      >
        <Caret />
        <ShortName name={name} />
      </button>
      <span className={styles.remarks}>
        {causes.length > 0 && (
          <span className={styles.causes}>{text.macro.causes(causes.length)}</span>
        )}
        {kind !== undefined && <span className={styles.kind}>{kind}</span>}
        <Marks row={row} />
        {place !== undefined && <bdi>{place}</bdi>}
      </span>
    </div>
  );
}

/**
 * Marks are what changed, what is older than its source's answer, and the remarks on a state that
 * asks for a look. Whom an item notifies is in its details.
 */
function Marks({ row }: { row: Row }): ReactElement {
  const { was, olderAsOf, source } = row;
  // The line of a stale source has the age of all its rows.
  const isOlder = olderAsOf !== undefined && !isStale(source);
  // The caveats of an OK are its evidence.
  const isUrgent = row.item.standing !== 'ok' && row.item.standing !== 'doubtful';
  return (
    <>
      {was !== undefined && (
        <Badge
          label={was === '' ? text.macro.isNew : text.macro.was(was)}
          why={text.macro.changedWhy}
        />
      )}
      {isOlder && (
        <Badge label={text.macro.older(clockTime(olderAsOf))} why={text.macro.olderWhy} />
      )}
      {isUrgent &&
        stateRemarksOn(row).map(({ label, why }) => (
          <span key={label} className={styles.wide}>
            <Badge label={label} why={why} />
          </span>
        ))}
    </>
  );
}

/** The characters of a long name's end, which a narrow column keeps. */
const END = 12;

/** ShortName shortens a long name in its middle: beginnings are often alike. */
function ShortName({ name }: { name: string }): ReactElement {
  const signs = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment);
  const cut = Math.max(0, signs.length - END);
  return (
    <bdi className={styles.short} aria-hidden="true">
      <span className={styles.head}>{signs.slice(0, cut).join('')}</span>
      <span className={styles.tail}>{signs.slice(cut).join('')}</span>
    </bdi>
  );
}

function Caret(): ReactElement {
  return (
    <svg
      className={styles.caret}
      width="12"
      height="12"
      viewBox="0 0 12 12"
      aria-hidden="true"
      focusable="false"
    >
      <path
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="M4.5 2.5 8 6l-3.5 3.5"
      />
    </svg>
  );
}
