import type { ReactElement } from 'react';
import { text } from '../text/en';
import type { Problem } from '../wire/problem';
import { Message } from './message';

/** ProblemPanel says what went wrong, what to do next, and the id to quote when asking for help. */
export function ProblemPanel(props: { problem: Problem }): ReactElement {
  const { message, hint, requestId } = props.problem;
  return (
    <Message tone="danger" title={message} alert>
      {hint !== undefined && <p>{hint}</p>}
      {requestId !== undefined && (
        <p className="small">
          {text.problems.requestId} <code>{requestId}</code>
        </p>
      )}
    </Message>
  );
}
