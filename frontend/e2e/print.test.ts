// The demonstration on paper: what fires, whole, without controls, on two pages.

import type { Frame } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, type Visitor } from './browser';
import { withFixture } from './fixture';
import { button, frames, openTools, rows, settled, unfold } from './pages';
import { height } from './sizes';

const { counts, headlines } = text.macro;
let ada: Visitor;
let frame: Frame;

withFixture((fixture) => {
  ({ ada } = fixture);
});

beforeEach(async () => {
  await ada.page.setViewportSize({ width: 1280, height: 900 });
  await ada.open('PAY', 'Payments runbook');
  await ada.frame().locator('[data-verdict]').waitFor();
  const [found] = await frames(ada.page);
  if (!found) throw new Error('no macro');
  frame = await settled(found);
  expect(await rows(frame).count()).toBe(7);
});

afterEach(() => ada.page.emulateMedia({ media: null }));

/**
 * print shows the page as on A4, with the usual margins. Paper has its own width, but a frame keeps
 * the height that it has on the screen.
 */
async function print(): Promise<void> {
  const screen = await height(frame);
  await ada.page.locator('main iframe').evaluate((it, px) => {
    it.style.cssText += `; min-height: ${px}; max-height: ${px}`;
  }, `${screen}px`);
  await ada.page.emulateMedia({ media: 'print' });
  await ada.page.setViewportSize({ width: 718, height: 1046 });
  await expect.poll(() => frame.evaluate(() => innerWidth)).toBeLessThan(718);
  expect(await frame.evaluate(() => innerHeight)).toBe(screen);
}

/** controls lists the visible controls of the macro by their names or words. */
const controls = (): Promise<string[]> =>
  frame
    .locator('a, button, input, select, summary')
    .evaluateAll((all) =>
      all
        .filter((it) => it.checkVisibility() && !it.matches('a[href^="#"]'))
        .map((it) => it.getAttribute('aria-label') ?? it.textContent),
    );

it('has every alarm that fires or has no data, and the rest in one line', async () => {
  const lines = frame.locator('tr[data-row]');
  const names = await lines
    .locator('th button')
    .evaluateAll((all) => all.map((it) => it.getAttribute('aria-label') ?? ''));
  expect(names).toHaveLength(12);
  await print();
  const bottoms = await lines.evaluateAll((all) =>
    all.filter((it) => it.checkVisibility()).map((it) => it.getBoundingClientRect().bottom),
  );
  expect(bottoms).toHaveLength(12);
  expect(Math.max(...bottoms)).toBeLessThanOrEqual(await frame.evaluate(() => innerHeight));
  // Names are whole, and what looks like a control is a fact.
  const cut = await lines
    .locator('th button, th button span')
    .evaluateAll((all) => all.filter((it) => it.scrollWidth > it.clientWidth + 1).length);
  expect(cut).toBe(0);
  expect(await controls()).toEqual([
    headlines.firing(12),
    counts.insufficient(3),
    counts.doubtful(5),
    counts.ok(22),
    counts.silent(7),
    ...names,
    '22 OK, 5 with a caveat',
  ]);
});

it('has no control of what a reader has opened', async () => {
  await openTools(frame);
  await unfold(frame, 'checkout-orders-anomaly');
  await press(button(frame, '22 OK, 5 with a caveat'));
  await print();
  expect(await frame.locator('input, select').filter({ visible: true }).count()).toBe(0);
  const words = await controls();
  expect(words.filter((it) => /^(Copy|Refresh|Show|Search|Open|Runbook)/.test(it))).toEqual([]);
});

it('takes two pages at most', async () => {
  const pdf = await ada.page.pdf({ format: 'A4' });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
  expect(pages.length).toBeGreaterThan(0);
  expect(pages.length).toBeLessThanOrEqual(2);
});
