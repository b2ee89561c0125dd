import type { ReactElement } from 'react';
import { text } from '../text/en';

/** RequestId shows the id to quote when asking for help, where there is one. */
export function RequestId(props: { id: string | undefined }): ReactElement | null {
  if (props.id === undefined) return null;
  return (
    <p className="small">
      {text.problems.requestId} <code>{props.id}</code>
    </p>
  );
}
