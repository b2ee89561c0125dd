declare global {
  interface Window {
    /** The id of this frame's tab. */
    pagewatchTab?: string;
  }
}

/**
 * tabId returns the id of a frame's tab: equal for all frames of this app in one tab, unique per
 * tab. The first frame generates it; the others read it from that frame. Frames of the same origin
 * can read each other at any depth of the page, and other origins refuse. Web storage does not
 * work: duplicating a tab copies its session storage, and two tabs would have the same id.
 */
export function tabId(here: Window = window): string {
  here.pagewatchTab ??= findName(here.top ?? here) ?? crypto.randomUUID();
  return here.pagewatchTab;
}

/** findName searches a frame and its descendants for a tab id. */
function findName(frame: Window): string | undefined {
  const own = nameIn(frame);
  if (own !== undefined) return own;
  // Every origin may read the number of child frames and each of their windows.
  for (let index = 0; index < frame.length; index++) {
    const inner = frame[index];
    const found = inner && findName(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function nameIn(frame: Window): string | undefined {
  try {
    return frame.pagewatchTab;
  } catch {
    return undefined;
  }
}
