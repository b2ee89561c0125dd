import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { Reach } from '../providers/settings-parts';
import { text } from '../text/en';
import { ProblemPanel } from '../ui/problem-panel';
import { Skeleton } from '../ui/skeleton';
import { useLoaded } from '../ui/use-loaded';
import { loadSettings } from './api';
import { Connections } from './connections';
import styles from './page.module.css';

/** App is Pagewatch's page in the space settings. */
export function App(): ReactElement {
  const [loading, again, put] = useLoaded(loadSettings);
  return (
    <main className={styles.page} aria-busy={loading.state === 'loading'}>
      <div>
        <h1 className={styles.title}>{text.settings.title}</h1>
        <p className={styles.intro}>{text.settings.intro}</p>
        {loading.state === 'loaded' && <Reach settings={loading.value.settings} />}
      </div>
      {loading.state === 'loading' && (
        <div role="status">
          <span className="visually-hidden">{text.settings.loading}</span>
          <Skeleton rows={6} />
        </div>
      )}
      {loading.state === 'refused' && (
        <div className={styles.section}>
          <ProblemPanel problem={loading.problem} />
          <div>
            <Button onClick={again}>{text.settings.retry}</Button>
          </div>
        </div>
      )}
      {loading.state === 'loaded' && (
        <>
          <Connections loaded={loading.value} onChanged={again} onReplaced={put} />
          <footer className={styles.footer}>
            {text.settings.version(loading.value.settings.version)}
          </footer>
        </>
      )}
    </main>
  );
}
