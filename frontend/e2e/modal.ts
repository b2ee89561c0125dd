// The configuration modal of a new macro, and where its parts are.

import type { Frame, Page } from 'playwright-core';
import { text } from '../src/text/en';
import { press } from './browser';
import { button } from './pages';
import type { Product } from './product';

const words = text.config;

/** insert opens the modal of a new macro in Payments, in a window of a size. */
export async function insert(
  page: Page,
  product: Product,
  size = { width: 1280, height: 900 },
): Promise<Frame> {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${product.site}/wiki/spaces/PAY`);
  await press(page.getByRole('button', { name: 'New page' }));
  await page.locator('#publish').waitFor();
  await press(page.getByRole('button', { name: 'Insert' }).first());
  await press(page.getByRole('menuitem', { name: /Live alarms/ }));
  const element = await page.locator('dialog[open] iframe').elementHandle();
  const frame = await element.contentFrame();
  if (!frame) throw new Error('no modal');
  await button(frame, words.save).waitFor();
  await page.setViewportSize(size);
  return frame;
}

/** choose chooses Regions of the only connection, which is chosen already. */
export async function choose(frame: Frame, ...regions: string[]): Promise<void> {
  for (const region of regions) {
    await frame.getByLabel(words.places).fill(region);
    await frame.getByLabel(words.places).press('Enter');
  }
}

/** Box is the place of a part in the frame. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** boxes returns where the parts of the modal are, null for one out of sight. */
export const boxes = (
  frame: Frame,
): Promise<Record<'form' | 'preview' | 'verdict' | 'save', Box | null>> =>
  frame.evaluate(() => {
    const boxOf = (selector: string): Box | null => {
      const it = document.querySelector(selector);
      if (!it?.checkVisibility()) return null;
      const { left, right, top, bottom } = it.getBoundingClientRect();
      return { left, right, top, bottom };
    };
    return {
      form: boxOf('form'),
      preview: boxOf('#config-previewed'),
      verdict: boxOf('[data-verdict]'),
      save: boxOf('button[type="submit"]'),
    };
  });
