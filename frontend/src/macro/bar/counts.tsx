import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { StateIcon } from '../../ui/state-icon';
import { looks } from '../looks';
import { STANDINGS, type Standing } from '../standing';
import type { Tally } from '../tally';
import type { Only } from '../tools/filter';
import type { Reader } from '../tools/use-reader';
import styles from './bar.module.css';

/**
 * Counts are the filters of a view: a press shows only the counted items, a second press all. The
 * headline already counts the items of its own standing.
 */
export function Counts(props: {
  tally: Tally;
  reader: Reader;
  countsSilent: boolean;
  /** The items that changed with the latest refresh. */
  changed: number;
}): ReactElement | null {
  const { tally, reader, countsSilent, changed } = props;
  const { counts, silent } = tally;
  const own = ownStanding(tally);
  const shown = STANDINGS.filter((standing) => counts[standing] > 0 && standing !== own);
  const isSilentShown = countsSilent && silent > 0;
  if (shown.length === 0 && !isSilentShown && changed === 0) return null;
  return (
    <div className={styles.counts} role="group" aria-label={text.macro.countsLabel}>
      {shown.map((standing) => (
        <Count key={standing} only={standing} reader={reader}>
          <span className={`${styles.icon} ${styles[standing]}`}>
            <StateIcon shape={looks[standing].shape} />
          </span>
          {text.macro.counts[standing](counts[standing])}
        </Count>
      ))}
      {changed > 0 && (
        <Count only="changed" reader={reader} title={text.macro.changed(changed)}>
          {text.macro.counts.changed(changed)}
        </Count>
      )}
      {isSilentShown && (
        <Count only="silent" reader={reader} title={text.badges.noActions.why}>
          {text.macro.counts.silent(silent)}
        </Count>
      )}
    </div>
  );
}

/** ownStanding returns the standing that a headline counts alone, undefined for none. */
export function ownStanding({ reason, counts, fired }: Tally): Standing | undefined {
  if (reason === 'firing' || reason === 'pending') return reason;
  // The items of the headline are those in an unknown state, unless there are others.
  if (reason === 'stale' && fired > 0 && fired === counts.unknown) return 'unknown';
  return reason === 'all-ok' ? 'ok' : undefined;
}

/** Count is one filter. Pressed, it shows a tick, also where the page has no colours of its own. */
export function Count(props: {
  only: Only;
  reader: Reader;
  title?: string;
  className?: string | undefined;
  children: React.ReactNode;
}): ReactElement {
  const { only, reader } = props;
  const isPressed = reader.filter.only === only;
  return (
    <button
      type="button"
      className={`${styles.count} ${props.className ?? ''}`}
      aria-pressed={isPressed}
      title={props.title}
      onClick={() => reader.show(isPressed ? null : only)}
    >
      {isPressed && <Tick />}
      {props.children}
    </button>
  );
}

function Tick(): ReactElement {
  return (
    <svg width="10" height="10" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <path
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="M2 6.5 4.8 9.3 10 3.2"
      />
    </svg>
  );
}
