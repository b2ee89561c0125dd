// The configuration modal by keyboard, at 200 % zoom, and in forced colours.

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press } from './browser';
import { withFixture } from './fixture';
import { choose, insert } from './modal';
import { button, overflow, rows } from './pages';
import type { Product } from './product';

const words = text.config;
const { brief, table, cards, strip } = words.layouts;
let product: Product;
let page: Page;

withFixture((fixture) => {
  ({ product } = fixture);
  ({ page } = fixture.ada);
});

it('shapes are chosen with the arrow keys, and previewed', async () => {
  const frame = await insert(page, product);
  const focused = (): Promise<string | undefined> =>
    frame.evaluate(() => document.activeElement?.closest('label')?.textContent);
  const outline = (name: string): Promise<string> =>
    frame
      .locator('label')
      .filter({ has: frame.getByRole('radio', { name }) })
      .evaluate((it) => getComputedStyle(it).outlineStyle);
  await choose(frame, 'eu-central-1');
  await expect.poll(() => rows(frame).count()).toBe(7);
  await frame.getByLabel(words.prefix).focus();
  await page.keyboard.press('Tab');
  expect(await focused()).toBe(brief.name);
  for (const { name } of [table, cards, strip]) {
    await page.keyboard.press('ArrowRight');
    await expect.poll(focused).toBe(name);
    await frame.getByRole('radio', { name, checked: true }).waitFor();
    expect(await outline(name)).toBe('solid');
  }
  expect(await outline(brief.name)).toBe('none');
  await expect.poll(() => rows(frame).count()).toBe(0);
  await page.keyboard.press('Tab');
  await expect.poll(() => frame.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
});

it('pictures and choices stay visible in forced colours', async () => {
  const frame = await insert(page, product);
  await page.emulateMedia({ forcedColors: 'active' });
  const colours = await frame
    .locator('form svg[viewBox="0 0 56 40"] rect')
    .evaluateAll((all) => all.map((it) => getComputedStyle(it).fill + getComputedStyle(it).stroke));
  const canvas = await frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(new Set(colours).size).toBe(4);
  expect(colours).not.toContain(`${canvas}none`);
  expect(
    await frame
      .getByRole('radio', { name: brief.name })
      .evaluate((it) => getComputedStyle(it).appearance),
  ).toBe('auto');
  await page.emulateMedia({ forcedColors: null });
});

it('at 200 % zoom the focus is never below the buttons', async () => {
  const frame = await insert(page, product, { width: 640, height: 450 });
  await choose(frame, 'eu-central-1');
  await frame.getByRole('status').filter({ hasText: '42 alarms, 12 firing' }).waitFor();
  await press(frame.getByText(words.more));
  await press(button(frame, words.showPreview));
  expect(await overflow(frame)).toBe(0);
  await frame.getByLabel(words.connection).focus();
  const stops: { name: string; isCovered: boolean }[] = [];
  do {
    await page.keyboard.press('Tab');
    stops.push(
      await frame.evaluate(() => {
        const it = document.activeElement ?? document.body;
        const { top, bottom } = it.getBoundingClientRect();
        const footer = document.querySelector('button[type="submit"]')?.parentElement;
        const end = footer?.contains(it) ? innerHeight : footer?.getBoundingClientRect().top;
        const isCovered = top < 0 || end === undefined || bottom > end;
        return { name: it.textContent || it.id || it.tagName, isCovered };
      }),
    );
  } while (stops.at(-1)?.name !== words.save && stops.length < 100);
  expect(stops.length).toBeGreaterThan(20);
  expect(stops.filter(({ isCovered }) => isCovered)).toEqual([]);
});
