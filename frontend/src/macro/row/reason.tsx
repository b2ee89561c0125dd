import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { Folded } from './folded';

/** Reason shows why the state changed. */
export function Reason(props: { name: string; reason: string }): ReactElement {
  return <Folded about={text.macro.aboutReason(props.name)}>{props.reason}</Folded>;
}
