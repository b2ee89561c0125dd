// The default layout for the keyboard, for assistive technology, in forced colours and at 200 %
// zoom.

import type { Frame, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, type Visitor } from './browser';
import { withFixture } from './fixture';
import { focus, type Focus } from './focus';
import {
  button,
  connection,
  macro,
  openTools,
  rows,
  settled,
  show,
  unfold,
  violations,
} from './pages';
import type { Product } from './product';

const words = text.macro;
let product: Product;
let ada: Visitor;
let page: Page;
let frame: Frame;
let linked: string;

withFixture(async (fixture) => {
  ({ product, ada } = fixture);
  ({ page } = ada);
  await ada.open('PAY', 'Payments runbook');
  linked = await connection(page);
});

beforeEach(async () => {
  const sources = [{ connection: linked, region: 'eu-central-1' }];
  const blocks = [macro({ sources, refresh: 60 }), macro({ sources, layout: 'strip' })];
  const [found] = await show(page, product, blocks);
  if (!found) throw new Error('no macro');
  frame = await settled(found);
  expect(await rows(frame).count()).toBe(7);
});

describe('the keyboard', () => {
  const focused = async (): Promise<string | undefined> => (await focus(frame))?.name;

  /** where names the focus in the macro; outside of it, it is "outside". */
  const where = async (): Promise<string | undefined> => {
    const isInside = await page.evaluate(
      () => document.activeElement === document.querySelector('main iframe'),
    );
    return isInside ? focused() : 'outside';
  };

  /** tab presses Tab, and waits until the focus has arrived: it may cross processes. */
  async function tab(): Promise<string | undefined> {
    const before = await where();
    await page.keyboard.press('Tab');
    await expect.poll(where).toSatisfy((it) => it !== undefined && it !== before);
    return where();
  }

  /** enter moves the focus to the first stop in the macro. */
  async function enter(): Promise<void> {
    await page.getByRole('link', { name: 'Edit', exact: true }).focus();
    expect(await where()).toBe('outside');
    await tab();
  }

  it('reaches everything in few stops, with a visible focus', async () => {
    await enter();
    const stops: (Focus | null)[] = [];
    do stops.push(await focus(frame));
    while ((await tab()) !== 'outside');
    expect(stops.map((it) => it?.name)).toEqual([
      words.skip,
      words.headlines.firing(12),
      words.counts.insufficient(3),
      words.counts.doubtful(5),
      words.counts.ok(22),
      words.counts.silent(7),
      words.tools.pause(words.span(60)),
      words.refresh,
      words.moreTools,
      ...(await rows(frame)
        .getByRole('rowheader')
        .getByRole('button')
        .evaluateAll((all) => all.map((it) => it.getAttribute('aria-label')))),
      words.showMore(5),
      '22 OK, 5 with a caveat',
    ]);
    expect(stops.length).toBeLessThanOrEqual(20);
    expect(stops.filter((it) => it?.visible !== true)).toEqual([]);
  });

  it('leads past the alarms at the first stop', async () => {
    await enter();
    expect(await focused()).toBe(words.skip);
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe(words.skipped);
    expect((await focus(frame))?.visible).toBe(true);
    expect(await tab()).toBe('outside');
  });

  it('moves between rows and within one, and opens details', async () => {
    const [first, second] = ['payments-overall', 'checkout-orders-anomaly'];
    await button(frame, first).focus();
    const moves: [string, string | RegExp][] = [
      ['ArrowDown', second],
      ['ArrowUp', first],
      ['ArrowUp', first],
      ['ArrowDown', second],
      ['ArrowRight', /^Runbook .*checkout-orders-anomaly/],
      ['ArrowRight', words.openConsole(second)],
      ['ArrowDown', 'card-declines-burst'],
      ['ArrowUp', second],
    ];
    for (const [key, name] of moves) {
      await page.keyboard.press(key);
      expect(await focused(), key).toMatch(name);
      expect((await focus(frame))?.visible, key).toBe(true);
    }
    await page.keyboard.press('Enter');
    await button(frame, second).and(frame.locator('[aria-expanded="true"]')).waitFor();
    await frame.getByText('Orders per minute leave the band').waitFor();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('https://wiki.example.com/runbooks/order-rate');
    expect((await focus(frame))?.visible).toBe(true);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    await button(frame, second).and(frame.locator('[aria-expanded="false"]')).waitFor();
  });
});

describe('assistive technology', () => {
  it('gets a status, a table with a caption, and row headers with the name alone', async () => {
    const status = frame.getByRole('status').first();
    expect((await status.textContent())?.startsWith('Firing: 12 in alarm')).toBe(true);
    const table = frame.getByRole('table', { name: words.title, exact: true });
    expect(await table.locator('caption').textContent()).toBe(words.title);
    const names = await rows(frame)
      .getByRole('button')
      .evaluateAll((all) => all.map((it) => it.getAttribute('aria-label') ?? ''));
    expect(names).toHaveLength(7);
    for (const name of names) await table.getByRole('rowheader', { name, exact: true }).waitFor();
    expect(await table.getByRole('columnheader').allTextContents()).toContain(words.columns.name);
  });

  it.each(['light', 'dark'])('axe finds nothing with everything open, in %s', async (theme) => {
    await page.locator('#theme').selectOption(theme);
    await expect
      .poll(() => frame.evaluate(() => document.documentElement.dataset.colorMode))
      .toBe(theme);
    await unfold(frame, 'payments-overall');
    await openTools(frame);
    await press(button(frame, '22 OK, 5 with a caveat'));
    expect(await violations(frame, 'target-size')).toBe('');
  });
});

/** small lists the targets of less than 24 pixels, without the links in sentences. */
const small = (): Promise<string[]> =>
  frame.locator('a, button, input, select, summary').evaluateAll((all) =>
    all.flatMap((it) => {
      const { width, height } = it.getBoundingClientRect();
      const isInText = it.tagName === 'A' && it.closest('dd') !== null;
      const isHidden = !it.checkVisibility() || it.matches('a[href^="#"]:not(:focus)');
      if (isInText || isHidden || Math.min(width, height) >= 24) return [];
      return [`${it.outerHTML.slice(0, 120)} ${width}x${height}`];
    }),
  );

it('has targets of at least 24 pixels', async () => {
  expect(await small()).toEqual([]);
  await unfold(frame, 'payments-overall');
  expect(await small()).toEqual([]);
  await unfold(frame, 'settlement-lambda-errors');
  await openTools(frame);
  await press(button(frame, '22 OK, 5 with a caveat'));
  expect(await small()).toEqual([]);
  await page.setViewportSize({ width: 320, height: 1600 });
  await expect.poll(() => frame.evaluate(() => innerWidth)).toBe(292);
  expect(await small()).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 1600 });
});
