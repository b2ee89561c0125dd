import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import { ProblemPanel } from '../ui/problem-panel';
import styles from './alarm-view.module.css';
import type { Question } from './load';
import { refusalOf } from './model';
import { SourceSection } from './source-section';
import { SummaryLine } from './summary-line';
import { useView } from './use-view';

/** AlarmView shows the answer to one question: a summary, every source, and how to ask again. */
export function AlarmView(props: { question: Question }): ReactElement {
  const { view, loading, refresh } = useView(props.question);
  const refusal = refusalOf(view);
  return (
    <section className={styles.view} aria-label={text.macro.region} aria-busy={loading}>
      <div className={styles.top}>
        {refusal ? <span /> : <SummaryLine view={view} loading={loading} />}
        <Button spacing="compact" onClick={refresh} isDisabled={loading}>
          {text.macro.refresh}
        </Button>
      </div>
      {refusal ? (
        <ProblemPanel problem={refusal} />
      ) : (
        view.map((source, place) => (
          <SourceSection key={place} source={source} config={props.question.config} />
        ))
      )}
      <p className="quiet">{text.macro.footer}</p>
    </section>
  );
}
