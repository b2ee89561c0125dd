import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { AdminNote } from '../macro/linked/admin-note';
import { firstWords } from '../providers/pasted-parts';
import { text } from '../text/en';
import { EmptyState } from '../ui/empty-state';
import { ProblemPanel } from '../ui/problem-panel';
import { Skeleton } from '../ui/skeleton';
import { useLoaded } from '../ui/use-loaded';
import styles from './app.module.css';
import { ConfigForm } from './config-form';
import { Footer } from './footer';
import { load } from './load';

/** App is the macro's configuration modal. The platform draws its frame, not its buttons. */
export function App(): ReactElement {
  const [loading, again] = useLoaded(load);
  if (loading.state === 'loaded') {
    const { connections, unknown } = loading.value.pickable;
    if (connections.length + unknown.length > 0) return <ConfigForm loaded={loading.value} />;
  }
  return (
    <main className={styles.page} aria-busy={loading.state === 'loading'}>
      <h1 className="visually-hidden">{text.config.title}</h1>
      {loading.state === 'loading' && (
        <div role="status">
          <span className="visually-hidden">{text.config.loading}</span>
          <Skeleton rows={4} />
        </div>
      )}
      {loading.state === 'refused' && <ProblemPanel problem={loading.problem} />}
      {loading.state === 'loaded' && (
        <EmptyState title={text.config.none.title}>
          <span>{firstWords(loading.value.pickable)}</span>{' '}
          <AdminNote spaceKey={loading.value.where.spaceKey} />
        </EmptyState>
      )}
      <Footer>
        {loading.state === 'refused' && <Button onClick={again}>{text.config.retry}</Button>}
      </Footer>
    </main>
  );
}
