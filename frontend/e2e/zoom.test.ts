// The macro at 200 % zoom: to its layout, a window of 1280 pixels has half as many.

import type { Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { press, type Visitor } from './browser';
import { withFixture } from './fixture';
import { button, connection, macro, openTools, overflow, settled, show } from './pages';
import type { Product } from './product';

let product: Product;
let ada: Visitor;
let linked: string;

withFixture(async (fixture) => {
  ({ product, ada } = fixture);
  await ada.open('PAY', 'Payments runbook');
  linked = await connection(ada.page);
});

/**
 * overlaps lists the pairs of things in one row or card that are drawn over each other, by their
 * words.
 */
const overlaps = (frame: Frame): Promise<string[]> =>
  frame.locator('tr[data-row="screen"], li').evaluateAll((all) => {
    interface Box {
      words: string;
      left: number;
      right: number;
      top: number;
      bottom: number;
    }
    /** boxOf returns what is seen of an element, which the cells of its row clip. */
    const boxOf = (it: Element, row: Element): Box => {
      let { left, right, top, bottom } = it.getBoundingClientRect();
      for (let at = it.parentElement; at && row.contains(at); at = at.parentElement) {
        if (getComputedStyle(at).overflow !== 'hidden') continue;
        const clip = at.getBoundingClientRect();
        left = Math.max(left, clip.left);
        right = Math.min(right, clip.right);
        top = Math.max(top, clip.top);
        bottom = Math.min(bottom, clip.bottom);
      }
      return { words: it.textContent || it.tagName, left, right, top, bottom };
    };
    const isSeen = (it: Element): boolean =>
      it.checkVisibility() && it.closest('.visually-hidden') === null;
    return all.flatMap((row) => {
      const leaves = [...row.querySelectorAll('*')].filter(
        (it) =>
          isSeen(it) && (it.tagName === 'svg' || (!it.closest('svg') && it.children.length === 0)),
      );
      const boxes = leaves
        .map((it) => boxOf(it, row))
        .filter(({ left, right, top, bottom }) => right - left > 1 && bottom - top > 1);
      return boxes.flatMap((a, place) =>
        boxes
          .slice(place + 1)
          .filter(
            (b) =>
              Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
              Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1,
          )
          .map((b) => `${a.words} / ${b.words}`),
      );
    });
  });

it.each(['brief', 'table', 'cards', 'strip'])(
  'a %s fits, and nothing covers another',
  async (layout) => {
    const sources = [{ connection: linked, region: 'eu-central-1' }];
    await ada.page.setViewportSize({ width: 1280, height: 900 });
    const [frame] = await show(ada.page, product, [macro({ sources, layout, refresh: 60 })]);
    if (!frame) throw new Error('no macro');
    await settled(frame);
    await ada.page.setViewportSize({ width: 640, height: 450 });
    await expect.poll(() => frame.evaluate(() => innerWidth)).toBeLessThan(640);
    expect(await overflow(frame)).toBe(0);
    expect(await overlaps(frame)).toEqual([]);
    if (layout === 'strip') return;
    await openTools(frame);
    await press(button(frame, 'payments-overall'));
    expect(await overflow(frame)).toBe(0);
    expect(await overlaps(frame)).toEqual([]);
  },
);
