import Button from '@atlaskit/button/new';
import type { ReactElement } from 'react';
import { text } from '../text/en';
import type { Query } from '../wire/query';
import { filterWords } from './filter-words';

/** Widened says that more was asked than the author chose, what was left out, and how to go back. */
export function Widened(props: { query: Query; onNarrow: () => void }): ReactElement {
  return (
    <p className="quiet">
      {text.macro.widened} {filterWords(props.query)}.{' '}
      <Button spacing="compact" appearance="subtle" onClick={props.onNarrow}>
        {text.macro.narrow}
      </Button>
    </p>
  );
}
