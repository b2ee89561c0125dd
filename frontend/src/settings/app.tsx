import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import { ProblemPanel } from '../ui/problem-panel';
import { Skeleton } from '../ui/skeleton';
import { useLoaded } from '../ui/use-loaded';
import { loadSettings } from './api';
import { Connections } from './connections';
import styles from './page.module.css';
import { Before, Trust } from './trust';

/** App is Pagewatch's page in the space settings. */
export function App(): ReactElement {
  const [loading, again] = useLoaded(loadSettings);
  return (
    <main className={styles.page} aria-busy={loading.state === 'loading'}>
      <div>
        <h1 className={styles.title}>{text.settings.title}</h1>
        <p className={styles.intro}>{text.settings.intro}</p>
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
          <Before />
          <Trust settings={loading.value.settings} />
          <Connections loaded={loading.value} onChanged={again} />
        </>
      )}
    </main>
  );
}
