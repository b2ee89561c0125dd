declare global {
  interface Window {
    /** The name of the tab that this frame is in. */
    pagewatchTab?: string;
  }
}

/**
 * tabId names the tab of a frame: the same for all frames of this app in one tab, and another in every other tab. The
 * first frame makes it up, the others find it there: frames of one origin can read each other, however far apart they
 * stand in the page, and those of other origins refuse. Web storage would not do: a tab that is duplicated takes its
 * session storage along, and then there are two of one name.
 */
export function tabId(here: Window = window): string {
  here.pagewatchTab ??= findName(here.top ?? here) ?? crypto.randomUUID();
  return here.pagewatchTab;
}

/** findName looks for a name in a frame and in all that are inside it. */
function findName(frame: Window): string | undefined {
  const own = nameIn(frame);
  if (own !== undefined) return own;
  // The number of frames inside, and the way to each, are open to every origin.
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
