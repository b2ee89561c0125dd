import type { ReactElement } from 'react';
import { text } from '../text/en';

/** RequestId shows the request id to quote in a support request, if any. */
export function RequestId(props: { id: string | undefined }): ReactElement | null {
  if (props.id === undefined) return null;
  return (
    <p className="small">
      {text.problems.requestId} <code>{props.id}</code>
    </p>
  );
}
