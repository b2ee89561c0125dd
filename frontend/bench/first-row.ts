// When a reader sees the first alarm, by the browser's own clock.

import type { Frame, Page } from 'playwright-core';

/**
 * watch runs in every frame before anything else. The first row of alarms that comes into a macro is marked for Element
 * Timing before it is painted, and Chromium notes when it was.
 * Source: wicg.github.io/element-timing.
 */
export const watch = `
  if (window !== top) {
    window.firstRow = new Promise((seen) => {
      new PerformanceObserver((list) => {
        const entry = list.getEntries().find(({ identifier }) => identifier === 'first-row');
        if (entry) seen(entry.renderTime);
      }).observe({ type: 'element', buffered: true });
    });
    const rows = new MutationObserver(() => {
      const cell = document.querySelector('tbody tr a[href], tbody tr strong, tbody tr td');
      if (cell === null) return;
      rows.disconnect();
      for (const it of [cell, ...cell.querySelectorAll('*')]) it.setAttribute('elementtiming', 'first-row');
    });
    rows.observe(document, { childList: true, subtree: true });
  }`;

/** RowTimings is how long it took until a row was painted, in milliseconds since a frame or page was navigated to. */
export interface RowTimings {
  /** Since the macro's frame was. */
  frame: number;
  /** Since the page around it was. */
  page: number;
  /** Until all scripts were there that the frame loads first, since it was navigated to. */
  scripts: number;
  /** Bytes of the frame's scripts and styles that came from the network, without headers. */
  bytes: number;
}

/** FrameTimings is what a frame says of itself. */
interface FrameTimings {
  at: number;
  origin: number;
  scripts: number;
  bytes: number;
}

const read = `(async () => {
  const at = await window.firstRow;
  const loads = ({ initiatorType, responseEnd }) => /^(script|link|css)$/.test(initiatorType) && responseEnd <= at;
  const files = performance.getEntriesByType('resource').filter(loads);
  return {
    at,
    origin: performance.timeOrigin,
    scripts: Math.max(...files.map(({ responseEnd }) => responseEnd)),
    bytes: files.reduce((sum, it) => sum + (it.transferSize > it.encodedBodySize ? it.encodedBodySize : 0), 0),
  };
})()`;

/** opened reads what a macro's frame has noted. */
export async function readTimings(page: Page, frame: Frame): Promise<RowTimings> {
  const { at, origin, scripts, bytes } = await frame.evaluate<FrameTimings>(read);
  const around = await page.evaluate<number>('performance.timeOrigin');
  return { frame: at, page: origin + at - around, scripts, bytes };
}
