import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { isRefusal } from '../macro/refusals';
import { Reach } from '../providers/settings-parts';
import { text } from '../text/en';
import { Message } from '../ui/message';
import { ProblemPanel } from '../ui/problem-panel';
import { Skeleton } from '../ui/skeleton';
import { useLoaded } from '../ui/use-loaded';
import type { Problem } from '../wire/problem';
import { loadSettings } from './api';
import { Connections } from './connections';
import styles from './page.module.css';
import { SimulatedStacks } from './simulated-stacks';

/** App is Pagewatch's page in the space settings. */
export function App(): ReactElement {
  const [loading, again, put] = useLoaded(loadSettings);
  return (
    <main
      className={`${styles.page} ${loading.state === 'refused' ? '' : styles.tall}`}
      aria-busy={loading.state === 'loading'}
    >
      <div>
        <h1 className={styles.title}>{text.settings.title}</h1>
        {loading.state !== 'refused' && <p className={styles.intro}>{text.settings.intro}</p>}
        {loading.state === 'loaded' && <Reach settings={loading.value.settings} />}
      </div>
      {loading.state === 'loading' && (
        <div role="status">
          <span className="visually-hidden">{text.settings.loading}</span>
          <Skeleton rows={6} />
        </div>
      )}
      {loading.state === 'refused' && <Refused problem={loading.problem} onRetry={again} />}
      {loading.state === 'loaded' && (
        <SimulatedStacks value={loading.value.settings.stacks?.simulated === true}>
          <Connections loaded={loading.value} onChanged={again} onReplaced={put} />
          <footer className={styles.footer}>
            {text.settings.version(loading.value.settings.version)}
          </footer>
        </SimulatedStacks>
      )}
    </main>
  );
}

/** Refused explains why the settings are not shown. A refusal is one grey line without a retry. */
function Refused(props: { problem: Problem; onRetry: () => void }): ReactElement {
  const { problem, onRetry } = props;
  if (isRefusal(problem))
    return (
      <div role="note">
        <Message tone="neutral">
          <p>{[problem.message, problem.hint].filter(Boolean).join(' ')}</p>
        </Message>
      </div>
    );
  return (
    <div className={styles.section}>
      <ProblemPanel problem={problem} />
      <div>
        <Button onClick={onRetry}>{text.settings.retry}</Button>
      </div>
    </div>
  );
}
