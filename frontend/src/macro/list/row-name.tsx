import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { Badge } from '../../ui/lozenge';
import type { Row } from '../rows';
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
  const { was, item } = row;
  const { name, kind } = item;
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
        {causes.length > 0 && <span>{text.macro.causes(causes.length)}</span>}
        {was !== undefined && (
          <Badge
            label={was === '' ? text.macro.isNew : text.macro.was(was)}
            why={text.macro.changedWhy}
          />
        )}
        {kind !== undefined && <span className={styles.kind}>{kind}</span>}
        {place !== undefined && <bdi className={styles.place}>{place}</bdi>}
      </span>
    </div>
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
