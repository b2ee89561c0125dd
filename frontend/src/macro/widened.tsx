import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';

/** Widened says that more was asked than the author chose, and how to go back. */
export function Widened(props: { onNarrow: () => void }): ReactElement {
  return (
    <p className="quiet">
      {text.macro.widened}{' '}
      <Button spacing="compact" appearance="subtle" onClick={props.onNarrow}>
        {text.macro.narrow}
      </Button>
    </p>
  );
}
