import type { ReactElement, ReactNode } from 'react';
import { text } from '../text/en';
import type { Problem } from '../wire/problem';
import { Message } from './message';

/**
 * ProblemPanel says what went wrong, what to do next, and the id to quote when asking for help. Beside alarms
 * its tone is caution: there, red belongs to what is firing. Inside is what can be done about it here.
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
