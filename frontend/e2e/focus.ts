// The focus in a frame, as a person at the keyboard sees it.

import type { Frame } from 'playwright-core';

/** Focus is the focused element: its tag, its name, and whether its focus is visible. */
export interface Focus {
  tag: string;
  name: string;
  visible: boolean;
}

/** focus returns the focus in a frame, null for none. */
export function focus(frame: Frame): Promise<Focus | null> {
  return frame.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
    const outlined = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
    return {
      tag: at.tagName,
      name: at.getAttribute('aria-label') ?? at.textContent.trim(),
      visible: at.matches(':focus-visible') && (outlined || boxShadow !== 'none'),
    };
  });
}
