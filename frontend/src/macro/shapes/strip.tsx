import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { askedWords } from '../filter-words';
import { rowsOf } from '../rows';
import { AutoButton } from '../tools/auto-button';
import { VerdictLine } from '../verdict-line';
import styles from './strip.module.css';
import type { ShapeProps } from './shape';

/** The maximum number of names beside the counts. */
const NAMED = 3;

/** Strip is one line for the top of a page: the verdict and the names of firing items. */
export function Strip(props: ShapeProps): ReactElement {
  const { liveView, tally, stale, reader, config } = props;
  const { live, refresh } = liveView;
  const firing = rowsOf(live).filter(({ item }) => item.standing === 'firing');
  return (
    <section
      className={styles.strip}
      aria-label={config.title ?? text.macro.title}
      aria-busy={live.loading}
    >
      {config.title !== undefined && config.title !== '' && (
        <bdi className={styles.title}>{config.title}</bdi>
      )}
      <VerdictLine tally={tally} asking={live.loading} stale={stale} brief />
      {firing.length > 0 && (
        <span className={styles.names}>
          {firing.slice(0, NAMED).map(({ key, item }, index) => (
            <span key={key}>
              {index > 0 && ', '}
              <bdi>{item.name}</bdi>
            </span>
          ))}
          {firing.length > NAMED && ` ${text.macro.strip.more(firing.length - NAMED)}`}
        </span>
      )}
      {tally.firstProblem !== undefined && (
        <span className={styles.problem}>{tally.firstProblem}</span>
      )}
      {tally.silent > 0 && (
        <span className={styles.asked}>{text.macro.wouldNotPage(tally.silent, tally.total)}</span>
      )}
      <Narrowed {...props} />
      {props.notice}
      <span className={styles.tools}>
        <AutoButton reader={reader} refresh={config.refresh} />
        <Button spacing="compact" appearance="subtle" onClick={refresh} isLoading={live.loading}>
          {text.macro.refresh}
        </Button>
      </span>
    </section>
  );
}

/**
 * Narrowed names the filters of a view in which nothing fires: the verdict covers only what they
 * ask for. A view without items also offers to ask for everything.
 */
function Narrowed({ liveView, tally, query, widen }: ShapeProps): ReactElement | null {
  const asked = askedWords(query, liveView.live.view);
  if (asked === '' || tally.verdict === 'firing') return null;
  const empty = tally.reason === 'none-match' || tally.reason === 'none-firing';
  return (
    <span className={styles.asked}>
      {asked}{' '}
      {widen && empty && (
        <Button spacing="compact" appearance="subtle" onClick={widen}>
          {text.macro.widen}
        </Button>
      )}
    </span>
  );
}
