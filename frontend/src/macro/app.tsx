import type { ReactElement } from 'react';
import { text } from '../text/en';
import { EmptyState } from '../ui/empty-state';
import { ProblemPanel } from '../ui/problem-panel';
import { Skeleton } from '../ui/skeleton';
import { AlarmView } from './alarm-view';
import { useQuestion } from './use-question';

/** App is the macro on the page. */
export function App(): ReactElement {
  const asked = useQuestion();
  switch (asked.state) {
    case 'reading':
      return <Skeleton rows={3} />;
    case 'unconfigured':
      return (
        <section aria-label={text.macro.region}>
          <EmptyState title={text.macro.notConfigured.title}>{text.macro.notConfigured.body}</EmptyState>
        </section>
      );
    case 'unreadable':
      return <ProblemPanel problem={asked.problem} tone="caution" />;
    case 'asked':
      // A new question is a new view: nothing of the old one may be taken for its answer.
      return <AlarmView key={JSON.stringify(asked.question)} question={asked.question} />;
  }
}
