import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { Message } from '../../ui/message';
import { ProblemPanel } from '../../ui/problem-panel';
import { askedWords } from '../filter-words';
import { refusalOf } from '../model';
import { namesOf } from '../names';
import { RetryButton } from '../retry-button';
import { rowsOf } from '../rows';
import { SourceSection } from '../source-section';
import { filterRows } from '../tools/filter';
import { Toolbar } from '../tools/toolbar';
import { useFlash } from '../use-flash';
import { VerdictLine } from '../verdict-line';
import { Bottom } from './bottom';
import styles from './full.module.css';
import { Groups } from './groups';
import type { ShapeProps } from './shape';
import { SourceRows } from './source-rows';

/**
 * Full is the macro in full size: verdict, toolbar, every source, and its alarms as a table or as
 * cards.
 */
export function Full(props: ShapeProps): ReactElement {
  const { liveView, tally, stale, reader, config } = props;
  const { live, refresh, retry, more } = liveView;
  const rows = rowsOf(live);
  const shown = filterRows(rows, reader.filter);
  const refusal = refusalOf(live.view);
  const hidden = rows.length - shown.length;
  const bySource = reader.groupBy === 'source';
  const flash = useFlash(live);
  const asked = askedWords(props.query, live.view);
  return (
    <section
      className={styles.view}
      aria-label={config.title ?? text.macro.title}
      aria-busy={live.loading}
      data-flash={flash}
    >
      {config.title !== undefined && config.title !== '' && (
        <h2 className={styles.title}>
          <bdi>{config.title}</bdi>
        </h2>
      )}
      <div className={styles.top}>
        {/* The header of a single source, right below, shows the age. */}
        <VerdictLine
          tally={tally}
          asking={live.loading}
          stale={stale}
          aged={live.view.length > 1 || !bySource}
        />
        <Button spacing="compact" onClick={refresh} isLoading={live.loading}>
          {text.macro.refresh}
        </Button>
      </div>
      {tally.silent > 0 && (
        <p className={styles.silent}>{text.macro.wouldNotPage(tally.silent, tally.total)}</p>
      )}
      {tally.absent.length > 0 && (
        <Message tone="caution">{text.macro.absent(tally.absent)}</Message>
      )}
      {/* The verdict covers only what these filters ask for. A source without rows names them
          itself. */}
      {rows.length > 0 && asked !== '' && <p className={styles.asked}>{asked}</p>}
      {rows.length > 0 && <Toolbar reader={reader} rows={rows} />}
      {props.notice}
      {refusal ? (
        <ProblemPanel problem={refusal} tone="caution">
          <RetryButton problem={refusal} name={text.macro.title} onRetry={refresh} />
        </ProblemPanel>
      ) : (
        live.view.map((source, index) => (
          <SourceSection
            key={index}
            source={source}
            names={namesOf(live.view, source.asked)}
            onRetry={() => retry(index)}
            onMore={() => more(index)}
          >
            <SourceRows {...props} index={index} rows={bySource ? shown : []} />
          </SourceSection>
        ))
      )}
      {reader.groupBy !== 'source' && (
        <Groups rows={shown} by={reader.groupBy} layout={config.layout} />
      )}
      {hidden > 0 && (
        <p className={shown.length === 0 ? styles.none : 'quiet'}>
          {shown.length === 0 ? text.macro.allHidden(hidden) : text.macro.hidden(hidden)}{' '}
          <Button spacing="compact" appearance="subtle" onClick={reader.clear}>
            {text.macro.clear}
          </Button>
        </p>
      )}
      {!refusal && <Bottom {...props} rows={shown} />}
    </section>
  );
}
