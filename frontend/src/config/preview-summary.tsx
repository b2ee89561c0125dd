import type { ReactElement } from 'react';
import { lookOf } from '../macro/looks';
import { tally } from '../macro/tally';
import type { View } from '../macro/view';
import { text } from '../text/en';
import { StateIcon } from '../ui/state-icon';
import { queryOf, type MacroConfig } from '../wire/macro-config';
import { countWords } from './count-words';
import styles from './preview.module.css';

/** PreviewSummary is the preview in one line, for a modal without room for two columns. */
export function PreviewSummary(props: {
  config: MacroConfig | null;
  view: View | null;
  /** Why the form has no answer, while it is not valid. */
  none: string;
}): ReactElement {
  const { config, view } = props;
  const query = config ? queryOf(config) : {};
  const look = view && lookOf(tally(view, query));
  const asking = config ? text.macro.asking : props.none;
  return (
    <p className={`${styles.summary} ${look ? styles[look.tone] : ''}`} role="status">
      {look && (
        <span className={styles.icon}>
          <StateIcon shape={look.shape} />
        </span>
      )}
      <span>
        <span className="visually-hidden">{text.config.preview}: </span>
        {view ? <strong>{countWords(view, query)}</strong> : asking}
      </span>
    </p>
  );
}
