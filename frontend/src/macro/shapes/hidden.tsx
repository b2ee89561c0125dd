import Button from '@atlaskit/button/new';
import type { MouseEvent, ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { text } from '../../text/en';
import { focusRow } from '../list/focus-row';
import type { Reader } from '../tools/use-reader';
import styles from './block.module.css';

/** Hidden says that a filter hides rows, and removes it. The focus goes to the first row. */
export function Hidden(props: {
  reader: Reader;
  count: number;
  total: number;
}): ReactElement | null {
  const { reader, count, total } = props;
  if (count === 0) return null;
  const clear = ({ currentTarget }: MouseEvent<HTMLElement>): void => {
    const block = currentTarget.closest('section');
    flushSync(reader.clear);
    focusRow(block, 0);
  };
  const words = count === total ? text.macro.allHidden(count) : text.macro.hidden(count);
  return (
    <p className={styles.hidden}>
      {words}{' '}
      <Button spacing="compact" onClick={clear}>
        {text.macro.clear}
      </Button>
    </p>
  );
}
