import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { Folded } from './folded';

/** Reason shows why the state changed. */
export function Reason(props: { name: string; reason: string }): ReactElement {
  return <Folded about={text.macro.aboutReason(props.name)}>{shortened(props.reason)}</Folded>;
}

/** AWS names the children of a composite by their ARNs. Their names are what people know them by. */
function shortened(reason: string): string {
  return reason.replace(/arn:[a-z-]+:cloudwatch:[a-z0-9-]+:\d{12}:alarm:/g, '');
}
