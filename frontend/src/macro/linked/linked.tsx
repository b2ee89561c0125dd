import { lazy, Suspense, type ReactElement } from 'react';
import { text } from '../../text/en';
import { Skeleton } from '../../ui/skeleton';
import { Note } from '../sources/note';
import type { LinkedMacro } from '../use-question';
import { PastedAddress } from './pasted-address';

/** Authors alone load it, and only until they have saved. */
const AuthorNote = lazy(() => import('./author-note'));

/**
 * Linked is a macro that was pasted and not saved. Nothing is asked of an account: its author has
 * not confirmed one.
 */
export function Linked({ macro }: { macro: LinkedMacro }): ReactElement {
  const { title } = text.macro.linked;
  return (
    <section aria-label={text.macro.title} aria-busy={false}>
      {macro.where.editing === true ? (
        <Suspense fallback={<Skeleton rows={3} />}>
          <AuthorNote macro={macro} />
        </Suspense>
      ) : (
        <Note tone="neutral" name={title}>
          <PastedAddress {...macro} />
        </Note>
      )}
    </section>
  );
}
