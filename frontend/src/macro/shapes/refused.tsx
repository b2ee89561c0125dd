import type { ReactElement } from 'react';
import { text } from '../../text/en';
import type { Problem } from '../../wire/problem';
import { Note } from '../sources/note';

/**
 * Refused is the macro for a reader without a right to it: one grey line. It claims nothing of the
 * alarms, and offers no retry, which would have the same outcome.
 */
export function Refused(props: { problem: Problem; title: string | undefined }): ReactElement {
  const { problem, title } = props;
  const { name, words } = wordsOf(problem);
  return (
    <section
      aria-label={title ?? text.macro.title}
      aria-busy={false}
      data-verdict="unknown"
      data-tone="neutral"
    >
      <Note tone="neutral" name={title === undefined || title === '' ? name : title}>
        {words}
      </Note>
    </section>
  );
}

function wordsOf({ code, message, hint }: Problem): { name: string; words: string } {
  const { title, body } = text.macro.signIn;
  if (code === 'no_user') return { name: title, words: body };
  return { name: title, words: [message, hint].filter(Boolean).join(' ') };
}
