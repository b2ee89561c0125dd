import { useRef, useState, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { text } from '../../text/en';
import { foldRows, type FoldedRow } from '../fold';
import { focusRow } from '../list/focus-row';
import { ItemList } from '../list/item-list';
import { standingIn } from '../ages';
import type { Row } from '../rows';
import { STANDINGS } from '../standing';
import { isChosen, isFiltering } from '../tools/filter';
import { groupRows } from '../tools/group';
import { Block, type BodyProps } from './block';
import styles from './block.module.css';
import { Group } from './group';
import { placer } from './place';
import type { ShapeProps } from './shape';

/** The most rows without "show more": more rows than this leave one for that line. */
const MOST = 8;

/** The rows of one step of a long list. */
const STEP = 20;

/** Brief shows what fires, what is pending and what is blind, one line each, and folds the rest. */
export function Brief(props: ShapeProps): ReactElement {
  return <Block {...props} body={BriefBody} showsAllStates />;
}

/** BriefBody is the rows of Brief. A reader who looks for something gets all of it, unfolded. */
export function BriefBody(props: BodyProps): ReactElement | null {
  const { rows, reader } = props;
  if (rows.length === 0) return null;
  return isFiltering(reader.filter) ? <Found {...props} /> : <Urgent {...props} />;
}

/** Found lists the rows that the reader looks for. */
function Found(props: BodyProps): ReactElement {
  const [most, setMost] = useState(STEP);
  return <Steps {...props} most={most} onMore={() => setMost(most + STEP)} />;
}

/** Steps lists rows up to a number, and shows more on request. The focus goes to the first of them. */
function Steps(props: BodyProps & { most: number; onMore: () => void }): ReactElement {
  const { rows, most, onMore } = props;
  const list = useRef<HTMLDivElement>(null);
  const more = (): void => {
    flushSync(onMore);
    focusRow(list.current, most);
  };
  return (
    <div ref={list}>
      <Lists {...props} rows={rows.map((row) => ({ row, causes: [] }))} most={most} />
      {rows.length > most && (
        <p className={styles.foot}>
          <Fold isOffPaper onPress={more}>
            {text.macro.showMore(Math.min(STEP, rows.length - most))}
          </Fold>
        </p>
      )}
    </div>
  );
}

/**
 * Urgent lists what asks for a look, folded under its cause, and counts the rest. A state that the
 * author left out counts as rest.
 */
function Urgent(props: BodyProps): ReactElement {
  const [isAll, showAll] = useState(false);
  const [restMost, showRest] = useState(0);
  const isShown = (row: Row): boolean => isUrgent(row) && isChosen(row, props.reader.filter);
  const urgent = foldRows(props.rows.filter(isShown));
  const rest = props.rows.filter((row) => !isShown(row));
  const most = isAll || urgent.length <= MOST ? urgent.length : MOST - 1;
  const isWell = urgent.length === 0 && props.tally.reason === 'all-ok';
  if (isWell) return <></>;
  return (
    <>
      {urgent.length > 0 && <Lists {...props} rows={urgent} most={most} />}
      {(urgent.length > MOST || rest.length > 0) && (
        <div className={styles.foot}>
          {urgent.length > MOST && (
            <Fold isOpen={isAll} isOffPaper onPress={() => showAll(!isAll)}>
              {isAll ? text.macro.showLess : text.macro.showMore(urgent.length - most)}
            </Fold>
          )}
          {rest.length > 0 && (
            <Fold isOpen={restMost > 0} onPress={() => showRest(restMost > 0 ? 0 : STEP)}>
              {text.macro.rest(restWords(rest))}
            </Fold>
          )}
        </div>
      )}
      {restMost > 0 && rest.length > 0 && (
        <Steps {...props} rows={rest} most={restMost} onMore={() => showRest(restMost + STEP)} />
      )}
    </>
  );
}

/** isUrgent reports whether a row asks for a look: it fires, may fire soon or is not known. */
function isUrgent({ item }: Row): boolean {
  return item.standing !== 'ok' && item.standing !== 'doubtful';
}

/** restWords counts the rest by standing, the least urgent first. */
function restWords(rest: readonly Row[]): string[] {
  return STANDINGS.toReversed().flatMap((standing) => {
    const count = rest.filter((row) => standingIn(row.source, row.item) === standing).length;
    return count === 0 ? [] : [text.macro.counts[standing](count)];
  });
}

/** Lists are the rows in one list, or in one list per group. Paper has them all. */
function Lists(
  props: Omit<BodyProps, 'rows'> & { rows: readonly FoldedRow[]; most: number },
): ReactElement {
  const { rows, most, reader, view } = props;
  const placeOf = placer(view, reader.groupBy);
  if (reader.groupBy === 'source')
    return <ItemList rows={rows} most={most} caption={text.macro.title} placeOf={placeOf} />;
  const folded = new Map(rows.map((it) => [it.row, it]));
  const onScreen = new Set(rows.slice(0, most).map(({ row }) => row));
  const groups = groupRows(
    rows.map(({ row }) => row),
    reader.groupBy,
  );
  return (
    <>
      {groups.map(({ title, rows: members }, index) => (
        // Two composites with the same name, in two places, are two groups.
        <Group
          key={`${title} ${index}`}
          title={title}
          count={members.length}
          under={props.config.title}
          onScreen={members.filter((row) => onScreen.has(row)).length}
        >
          <ItemList
            rows={members.flatMap((row) => folded.get(row) ?? [])}
            most={members.filter((row) => onScreen.has(row)).length}
            caption={text.macro.captionOf(title)}
            placeOf={placeOf}
          />
        </Group>
      ))}
    </>
  );
}

function Fold(props: {
  isOpen?: boolean;
  /** Paper does not show it. */
  isOffPaper?: boolean;
  onPress: () => void;
  children: string;
}): ReactElement {
  return (
    <button
      type="button"
      className={props.isOffPaper ? `${styles.fold} ${styles.offPaper}` : styles.fold}
      aria-expanded={props.isOpen}
      onClick={props.onPress}
    >
      {props.children}
    </button>
  );
}
