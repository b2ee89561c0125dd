// The time until the first row of alarms is painted, by the browser's own clock.

import type { Frame, Page } from 'playwright-core';

/**
 * watch runs in every frame before any other script. It marks the first row of a macro's alarms for
 * Element Timing before its paint, and Chromium records the time. Source:
 * wicg.github.io/element-timing.
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
      for (const it of [cell, ...cell.querySelectorAll('*')])
        it.setAttribute('elementtiming', 'first-row');
    });
    rows.observe(document, { childList: true, subtree: true });
  }`;

/**
 * RowTimings are the times until a row is painted, in milliseconds since the navigation of a frame
 * or page.
 */
export interface RowTimings {
  /** Since the navigation of the macro's frame. */
  frame: number;
  /** Since the navigation of the page around it. */
  page: number;
  /** From the navigation of the frame until its initial scripts have loaded. */
  scripts: number;
  /** Bytes of the frame's scripts and styles from the network, without headers. */
  bytes: number;
}

/** FrameTimings are the measurements of a frame. */
interface FrameTimings {
  at: number;
  origin: number;
  scripts: number;
  bytes: number;
}

const read = `(async () => {
  const at = await window.firstRow;
  const loads = ({ initiatorType, responseEnd }) =>
    /^(script|link|css)$/.test(initiatorType) && responseEnd <= at;
  const files = performance.getEntriesByType('resource').filter(loads);
  return {
    at,
    origin: performance.timeOrigin,
    scripts: Math.max(...files.map(({ responseEnd }) => responseEnd)),
    bytes: files
      .filter(({ transferSize, encodedBodySize }) => transferSize > encodedBodySize)
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  };
})()`;

/** readTimings reads the measurements of a macro's frame. */
export async function readTimings(page: Page, frame: Frame): Promise<RowTimings> {
  const { at, origin, scripts, bytes } = await frame.evaluate<FrameTimings>(read);
  const around = await page.evaluate<number>('performance.timeOrigin');
  return { frame: at, page: origin + at - around, scripts, bytes };
}
