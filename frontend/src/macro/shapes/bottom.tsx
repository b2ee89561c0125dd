import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { askedWords } from '../filter-words';
import type { Row } from '../rows';
import { asCsv, asMarkdown, type Heading } from '../tools/copied-text';
import { CopyButtons } from '../tools/copy-buttons';
import { headline as headlineOf, hidesGap } from '../verdict-line';
import styles from './full.module.css';
import type { ShapeProps } from './shape';

/** Bottom is the footer: the cost of the answer, the refresh control and the copy buttons. */
export function Bottom(props: ShapeProps & { rows: readonly Row[] }): ReactElement {
  const { liveView, reader, config, rows } = props;
  const { cost, changes } = liveView.live;
  return (
    <div className={styles.bottom}>
      <p className="quiet">
        {text.macro.footer}
        {cost && cost.calls > 0 && (
          <span title={text.macro.costWhy}> {text.macro.cost(cost.calls, cost.ms)}.</span>
        )}
        {changes.size > 0 && <span role="status"> {text.macro.changed(changes.size)}</span>}
      </p>
      {config.refresh !== undefined && (
        <label className={styles.auto} title={text.macro.tools.autoWhy}>
          <input
            type="checkbox"
            checked={reader.everyMs > 0}
            onChange={(event) => reader.auto(event.target.checked)}
          />
          {text.macro.tools.auto(text.macro.span(config.refresh))}
        </label>
      )}
      {rows.length > 0 && (
        <CopyButtons markdown={() => asMarkdown(rows, headingOf(props))} csv={() => asCsv(rows)} />
      )}
    </div>
  );
}

/** headingOf returns the heading of a copied table: the verdict, the gaps and the filters. */
function headingOf({ liveView, tally, query }: ShapeProps): Heading {
  const gap = hidesGap(tally) ? `; ${text.macro.incomplete}` : '';
  const headline = `${text.macro.verdicts[tally.verdict]}: ${headlineOf(tally)}${gap}`;
  return { headline, asOf: tally.asOf, asked: askedWords(query, liveView.live.view) };
}
