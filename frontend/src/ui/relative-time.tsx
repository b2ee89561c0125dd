import type { ReactElement } from 'react';
import { ago, exactly } from './ago';
import { useNow } from './use-now';

/** RelativeTime shows the age of a moment; its tooltip is the moment. */
export function RelativeTime(props: { at: number; everyMs?: number }): ReactElement {
  const now = useNow(props.everyMs ?? 30_000);
  return (
    <time dateTime={new Date(props.at).toISOString()} title={exactly(props.at)}>
      {ago(props.at, Math.max(now, props.at))}
    </time>
  );
}
