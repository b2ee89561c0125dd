// The configuration modal: what the first view shows, and that it fits every width.

import type { Frame, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, type Visitor } from './browser';
import { FaultInjector } from './faults';
import { withFixture } from './fixture';
import { boxes, choose, insert } from './modal';
import { button, overflow, rows, violations } from './pages';
import type { Product } from './product';

const words = text.config;
const counted = '42 alarms, 12 firing';
let product: Product;
let ada: Visitor;
let page: Page;
let faults: FaultInjector;

withFixture((fixture) => {
  ({ product, ada } = fixture);
  ({ page } = ada);
  faults = new FaultInjector(page, product);
});

/** hidden returns by how many pixels the modal is higher than its frame. */
const hidden = (frame: Frame): Promise<number> =>
  frame.evaluate(() => document.documentElement.scrollHeight - innerHeight);

describe('in a window of 1280 x 900', () => {
  let frame: Frame;

  beforeEach(async () => {
    frame = await insert(page, product);
    await choose(frame, 'eu-central-1');
    await button(frame, text.macro.headlines.firing(12)).waitFor();
  });

  it('everything of the usual case is in the first view, in two columns', async () => {
    await frame.getByText(counted).and(frame.locator('li')).waitFor();
    const { form, preview, verdict, save } = await boxes(frame);
    if (!form || !preview || !verdict || !save) throw new Error('out of sight');
    expect(await hidden(frame)).toBe(0);
    expect(form.right - form.left).toBe(360);
    expect(form.bottom).toBeLessThanOrEqual(save.top);
    expect(preview.left).toBeGreaterThan(form.right);
    expect(preview.right - preview.left).toBeGreaterThanOrEqual(360);
    expect(preview.bottom - preview.top).toBeLessThanOrEqual(400);
    expect(verdict.top).toBeLessThan(100);
  });

  it('the verdict and the buttons stay in sight while the form scrolls', async () => {
    await press(frame.getByText(words.more));
    expect(await hidden(frame)).toBeGreaterThan(300);
    await frame.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    const { verdict, save } = await boxes(frame);
    expect(verdict?.top).toBeLessThan(100);
    expect(verdict?.top).toBeGreaterThanOrEqual(0);
    expect(save?.bottom).toBeLessThanOrEqual(await frame.evaluate(() => innerHeight));
  });

  it.each(['light', 'dark'])('axe finds nothing, in %s', async (theme) => {
    await page.locator('#theme').evaluate((it, to) => {
      if (it instanceof HTMLSelectElement) it.value = to;
      it.dispatchEvent(new Event('change', { bubbles: true }));
    }, theme);
    await expect
      .poll(() => frame.evaluate(() => document.documentElement.dataset.colorMode))
      .toBe(theme);
    await press(frame.getByText(words.more));
    expect(await violations(frame)).toBe('');
  });
});

it('counts per Region, with "at least" for an answer that is cut, and names a failure', async () => {
  const frame = await insert(page, product);
  await faults.begin({ do: 'failing', region: 'eu-west-1' });
  await choose(frame, 'eu-central-1', 'us-east-1', 'eu-west-1');
  const list = frame.getByRole('list', { name: words.countsOf }).getByRole('listitem');
  await expect
    .poll(() => list.allInnerTexts())
    .toEqual([
      `Europe (Frankfurt): ${counted}`,
      expect.stringMatching(/^US East \(N\. Virginia\): At least 10\d alarms, 12 firing$/),
      expect.stringMatching(/^Europe \(Ireland\): AWS has a problem/),
    ]);
  await faults.end();
});

describe('in a narrow modal', () => {
  it('the verdict is one line on top, and the preview unfolds', async () => {
    const frame = await insert(page, product, { width: 700, height: 900 });
    await choose(frame, 'eu-central-1');
    const summary = frame.getByRole('status').filter({ hasText: counted });
    await summary.waitFor();
    expect((await boxes(frame)).preview).toBeNull();
    expect(await frame.getByText(counted).filter({ visible: true }).count()).toBe(1);
    expect(await summary.evaluate((it) => it.getBoundingClientRect().bottom)).toBeLessThan(60);
    await press(button(frame, words.showPreview));
    expect(await rows(frame).count()).toBe(7);
    const { preview, save } = await boxes(frame);
    expect(preview && preview.bottom - preview.top).toBeLessThanOrEqual(400);
    expect(save?.bottom).toBeLessThanOrEqual(await frame.evaluate(() => innerHeight));
    expect(await summary.evaluate((it) => it.getBoundingClientRect().top)).toBe(0);
  });
});

it('no width scrolls sideways, with everything open', async () => {
  const frame = await insert(page, product, { width: 1500, height: 900 });
  await choose(frame, 'eu-central-1', 'us-east-1', 'eu-west-1');
  await frame.getByText(`Europe (Frankfurt): ${counted}`).waitFor();
  await press(frame.getByText(words.more));
  await frame.getByLabel(words.prefix).fill('x'.repeat(300));
  await press(button(frame, words.save));
  await frame.getByText(words.wrong.prefixLong).waitFor();
  await frame.getByLabel(words.prefix).fill('');
  await frame.getByText(`Europe (Frankfurt): ${counted}`).waitFor();
  const dialog = page.locator('dialog[open]');
  const bad: string[] = [];
  for (let width = 300; width <= 1440; width += 20) {
    await dialog.evaluate((it, to) => {
      it.style.setProperty('--forge-dialog-width', `${to}px`);
    }, width);
    await expect.poll(() => frame.evaluate(() => innerWidth), { interval: 10 }).toBe(width);
    const { preview, save, form } = await boxes(frame);
    const px = await overflow(frame);
    if (px > 0) bad.push(`${width}: ${px}`);
    if (!save || save.right > width || !form || form.right > width) bad.push(`${width}: cut`);
    if ((preview !== null) !== width >= 760) bad.push(`${width}: preview`);
  }
  expect(bad).toEqual([]);
});
