import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { Note } from '../sources/source-note';
import type { LinkedMacro } from '../use-question';
import { AuthorNote } from './author-note';
import { PastedAddress } from './pasted-address';

/**
 * Linked is a macro that was pasted and not saved. Nothing is asked of an account: its author has
 * not confirmed one.
 */
export function Linked({ macro }: { macro: LinkedMacro }): ReactElement {
  const { title } = text.macro.linked;
  return (
    <section aria-label={text.macro.title} aria-busy={false}>
      {macro.where.editing === true ? (
        <AuthorNote macro={macro} />
      ) : (
        <Note tone="neutral" name={title}>
          <PastedAddress {...macro} />
        </Note>
      )}
    </section>
  );
}
