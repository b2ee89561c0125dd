import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';

/**
 * Widened explains that the reader left the author's filter out, names it, and offers to restore
 * it.
 */
export function Widened(props: { words: string; onNarrow: () => void }): ReactElement {
  return (
    <p className="quiet">
      {text.macro.widened} {props.words}.{' '}
      <Button spacing="compact" appearance="subtle" onClick={props.onNarrow}>
        {text.macro.narrow}
      </Button>
    </p>
  );
}
