import type { ReactElement, ReactNode } from 'react';
import { text } from '../text/en';
import type { Problem } from '../wire/problem';
import { Message } from './message';

/**
 * ProblemPanel shows a problem, the next step, and the request id to quote in a support request.
 * Next to alarms its tone is caution: red is for firing alarms there. Its children are the actions.
 */
export function ProblemPanel(props: {
  problem: Problem;
  tone?: 'danger' | 'caution';
  children?: ReactNode;
}): ReactElement {
  const { message, hint, requestId } = props.problem;
  return (
    <Message tone={props.tone ?? 'danger'} title={message} alert>
      {hint !== undefined && <p>{hint}</p>}
      {requestId !== undefined && (
        <p className="small">
          {text.problems.requestId} <code>{requestId}</code>
        </p>
      )}
      {props.children !== undefined && <div>{props.children}</div>}
    </Message>
  );
}
