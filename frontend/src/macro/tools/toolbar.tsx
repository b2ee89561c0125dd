import { useId, type ReactElement } from 'react';
import { text } from '../../text/en';
import { StateIcon, type StateShape } from '../../ui/state-icon';
import { GROUPINGS, KNOWN_STATES, type KnownState } from '../../wire/macro-config';
import { chosenState, stateWords } from '../chosen-state';
import { looks } from '../looks';
import { standingIn } from '../pages';
import type { Row } from '../rows';
import type { Standing } from '../standing';
import styles from './toolbar.module.css';
import type { Reader } from './use-reader';

/** Toolbar is the reader's filters and grouping. It makes no call. */
export function Toolbar(props: { reader: Reader; rows: readonly Row[] }): ReactElement {
  const { reader, rows } = props;
  const words = text.macro.tools;
  return (
    <div className={styles.toolbar} role="group" aria-label={words.label}>
      <span className={styles.chips} role="group" aria-label={words.states}>
        {KNOWN_STATES.map((state) => (
          <Chip
            key={state}
            label={stateWords[state]}
            count={rows.filter(({ item }) => chosenState(item.standing) === state).length}
            shape={shapeOf(state, rows)}
            on={reader.filter.states.includes(state)}
            onToggle={() => reader.toggleState(state)}
          />
        ))}
      </span>
      <input
        className={styles.search}
        type="search"
        value={reader.filter.search}
        placeholder={words.search}
        aria-label={words.search}
        onChange={(event) => reader.search(event.target.value)}
      />
      <GroupSelect reader={reader} />
    </div>
  );
}

/**
 * shapeOf returns the shape of a state's count. A single OK with a caveat replaces the check mark
 * of the count.
 */
export function shapeOf(state: KnownState, rows: readonly Row[]): StateShape {
  const doubtful = rows.some(
    ({ source, item }) =>
      chosenState(item.standing) === state && standingIn(source, item) === 'doubtful',
  );
  return looks[doubtful ? 'doubtful' : plain[state]].shape;
}

/** The standing of an item in each state without a caveat. */
const plain = {
  ALARM: 'firing',
  INSUFFICIENT_DATA: 'insufficient',
  OK: 'ok',
} as const satisfies Record<KnownState, Standing>;

function Chip(props: {
  label: string;
  count: number;
  shape: StateShape;
  on: boolean;
  onToggle: () => void;
}): ReactElement {
  return (
    <button type="button" className={styles.chip} aria-pressed={props.on} onClick={props.onToggle}>
      <StateIcon shape={props.shape} />
      {props.label} <span className={styles.count}>{props.count}</span>
    </button>
  );
}

function GroupSelect({ reader }: { reader: Reader }): ReactElement {
  const id = useId();
  const words = text.macro.tools;
  return (
    <span className={styles.group}>
      <label htmlFor={id}>{words.group}</label>
      <select
        id={id}
        className={styles.select}
        value={reader.groupBy}
        onChange={(event) =>
          reader.group(GROUPINGS.find((by) => by === event.target.value) ?? 'source')
        }
      >
        {GROUPINGS.map((by) => (
          <option key={by} value={by}>
            {words.groups[by]}
          </option>
        ))}
      </select>
    </span>
  );
}
