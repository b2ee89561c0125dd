import type { ReactElement } from 'react';
import { text } from '../text/en';

/** UnknownTime stands where a time would: a dash, and words for assistive technology. */
export function UnknownTime(): ReactElement {
  return (
    <span title={text.time.unknown}>
      <span aria-hidden="true">—</span>
      <span className="visually-hidden">{text.time.unknown}</span>
    </span>
  );
}
