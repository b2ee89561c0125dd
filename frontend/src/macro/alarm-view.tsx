import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import { ProblemPanel } from '../ui/problem-panel';
import styles from './alarm-view.module.css';
import type { Question } from './load';
import { refusalOf } from './model';
import { namesOf } from './names';
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
        <SummaryLine view={view} loading={loading} />
        <Button spacing="compact" onClick={refresh} isLoading={loading}>
          {text.macro.refresh}
        </Button>
      </div>
      {refusal ? (
        <ProblemPanel problem={refusal} tone="caution" />
      ) : (
        view.map((source, place) => (
          <SourceSection
            key={place}
            source={source}
            names={namesOf(view, source.asked)}
            config={props.question.config}
          />
        ))
      )}
      {!refusal && <p className="quiet">{text.macro.footer}</p>}
    </section>
  );
}
