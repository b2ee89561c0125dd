import { useId, useState, type ReactElement, type ReactNode } from 'react';
import { text } from '../../text/en';
import { IconButton } from '../../ui/icon-button';
import { Skeleton } from '../../ui/skeleton';
import { KNOWN_STATES } from '../../wire/macro-config';
import { isNarrowed } from '../../wire/query';
import { askedWords } from '../filter-words';
import { refusalOf } from '../refusals';
import { filterRows, isFiltering, statesOf } from '../tools/filter';
import { Toolbar } from '../tools/toolbar';
import { rowsOf, type Row } from '../rows';
import { Note } from '../sources/note';
import { SourceLines } from '../sources/source-lines';
import { useFlash } from '../use-flash';
import { VerdictBar } from '../bar/verdict-bar';
import styles from './block.module.css';
import { Hidden } from './hidden';
import { Refused } from './refused';
import type { ShapeProps } from './shape';

/** BodyProps are a view and the rows that the reader's filter leaves. */
export interface BodyProps extends ShapeProps {
  rows: readonly Row[];
}

/**
 * Block is the macro at full width: the verdict, the sources, and the rows in the body of a layout.
 * `between` replaces the counts of the verdict line, and `isFolded` hides everything below it. With
 * `showsAllStates` the body places the states that the author left out itself.
 */
export function Block(
  props: ShapeProps & {
    body: (props: BodyProps) => ReactElement | null;
    between?: ReactNode;
    isFolded?: boolean;
    showsAllStates?: boolean;
    tools?: ReactNode;
  },
): ReactElement {
  const { liveView, view, config, isFolded = false } = props;
  const { live } = liveView;
  const [isToolbarOpen, openToolbar] = useState(false);
  const flash = useFlash(live);
  const end = useId();
  const refusal = refusalOf(view);
  if (refusal) return <Refused problem={refusal} title={config.title} />;
  const rows = rowsOf(view, live.changes);
  return (
    <section
      className={styles.block}
      aria-label={config.title ?? text.macro.title}
      aria-busy={live.loading}
      data-flash={flash}
    >
      {rows.length > 0 && !isFolded && <SkipLink to={end} />}
      {config.title !== undefined && config.title !== '' && (
        <h2 className={styles.title}>
          <bdi>{config.title}</bdi>
        </h2>
      )}
      <VerdictBar
        {...props}
        tools={
          <>
            {rows.length > 0 && !isFolded && (
              <ToolsButton isOpen={isToolbarOpen} onToggle={() => openToolbar(!isToolbarOpen)} />
            )}
            {props.tools}
          </>
        }
      >
        {props.between}
      </VerdictBar>
      {!isFolded && <Below {...props} rows={rows} isToolbarOpen={isToolbarOpen} />}
      <End id={end} />
    </section>
  );
}

/** Below is everything under the verdict line. */
function Below(
  props: BodyProps & {
    body: (props: BodyProps) => ReactElement | null;
    isToolbarOpen: boolean;
    showsAllStates?: boolean;
  },
): ReactElement {
  const { view, tally, query, reader, rows, showsAllStates = false, body: Body } = props;
  const { filter } = reader;
  const applied = showsAllStates ? { ...filter, states: KNOWN_STATES } : filter;
  const shown = filterRows(rows, applied);
  // A body that shows all states folds those that the author left out, unless the reader filters.
  const asked = askedWords(query, view, statesOf(isFiltering(filter) ? applied : filter));
  const leavesOut = view.some(({ header }) => (header?.left?.count ?? 0) > 0);
  const isWell = tally.reason === 'all-ok' && !isFiltering(filter) && !leavesOut;
  return (
    <>
      {props.isToolbarOpen && (
        <Toolbar {...props} shown={shown} asked={askedWords(query, view, statesOf(applied))} />
      )}
      {(view.length > 1 || !isWell) && <SourceLines {...props} />}
      {/* The verdict covers only what the filters of the query ask for, and the list only the states.
          A source without rows names the filters itself. */}
      {rows.length > 0 && asked !== '' && <p className={styles.asked}>{asked}</p>}
      {tally.absent.length > 0 && (
        <Note tone="caution">
          {text.macro.absent(tally.absent, isNarrowed({ ...query, names: undefined }))}
        </Note>
      )}
      {props.notice}
      {tally.reason === 'asking' && rows.length === 0 && <Skeleton rows={5} />}
      <Body {...props} rows={shown} />
      <Hidden reader={reader} count={rows.length - shown.length} total={rows.length} />
      {view.some(({ asked: { alerts } }) => alerts) && (
        <p className={styles.asked}>{text.macro.rules.footnote}</p>
      )}
    </>
  );
}

/** SkipLink is the first stop of the keyboard: it leads past the alarms. */
function SkipLink({ to }: { to: string }): ReactElement {
  return (
    <a
      className={styles.skip}
      href={`#${to}`}
      onClick={(event) => {
        event.preventDefault();
        const end = document.getElementById(to);
        if (!end) return;
        end.tabIndex = 0;
        end.focus();
      }}
    >
      {text.macro.skip}
    </a>
  );
}

/**
 * End is where the skip link leads. It is a tab stop while it has the focus: Chromium goes from an
 * element outside the tab order back to the first stop, not on to the page.
 */
function End({ id }: { id: string }): ReactElement {
  return (
    <div
      id={id}
      className={`${styles.skip} ${styles.end}`}
      tabIndex={-1}
      onBlur={({ currentTarget }) => (currentTarget.tabIndex = -1)}
    >
      {text.macro.skipped}
    </div>
  );
}

function ToolsButton(props: { isOpen: boolean; onToggle: () => void }): ReactElement {
  return (
    <IconButton label={text.macro.moreTools} expanded={props.isOpen} onClick={props.onToggle}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path
          fill="currentColor"
          d="M3 6.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8m5 0a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8m5 0a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8"
        />
      </svg>
    </IconButton>
  );
}
