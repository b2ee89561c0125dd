// The sizes of the app's frames on a page.

import type { Frame, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { frames } from './pages';

/** elementOf returns the element of a frame on the page around it. */
async function elementOf(frame: Frame): Promise<Locator> {
  const place = (await frames(frame.page())).indexOf(frame);
  return frame.page().locator('main iframe').nth(place);
}

/** widen gives every frame of the app on a page a width, in pixels. */
export async function widen(page: Page, width: number): Promise<void> {
  await page.locator('main iframe').evaluateAll((all, px) => {
    for (const it of all) it.style.cssText += `; max-width: none; width: ${px}px`;
  }, width);
  const all = await frames(page);
  const got = (): Promise<number[]> =>
    Promise.all(all.map((frame) => frame.evaluate(() => innerWidth)));
  await expect.poll(got, { interval: 10 }).toEqual(all.map(() => width));
}

/** height returns the height of a frame in pixels, once the page has fitted it to its content. */
export async function height(frame: Frame): Promise<number> {
  const element = await elementOf(frame);
  let fitted = 0;
  await expect
    .poll(async () => {
      fitted = await element.evaluate((it) => it.clientHeight);
      // The page gives no frame less than 40 pixels.
      return fitted - Math.max(40, await frame.evaluate(() => document.body.offsetHeight));
    })
    .toBe(0);
  return fitted;
}
