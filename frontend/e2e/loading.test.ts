// A macro that loads or refreshes disturbs no reader: the page keeps its place, and rows stay.

import type { Frame, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, type Visitor } from './browser';
import { FaultInjector } from './faults';
import { withFixture } from './fixture';
import { button, connection, frames, macro, rows, settled, show } from './pages';
import type { Product } from './product';
import { height } from './sizes';

const words = text.macro;
let product: Product;
let ada: Visitor;
let faults: FaultInjector;
let linked: string;
let runbook: string;

withFixture(async (fixture) => {
  ({ product, ada } = fixture);
  faults = new FaultInjector(ada.page, product);
  await ada.open('PAY', 'Payments runbook');
  linked = await connection(ada.page);
  runbook = ada.page.url();
});

/** now returns the time of a page's own clock, in milliseconds since it began to load. */
const now = (page: Page): Promise<number> => page.evaluate(() => performance.now());

/** shifts returns the sum of the layout shifts of a page from a time of its own clock on. */
const shifts = (page: Page, from: number): Promise<number> =>
  page.evaluate(
    (from) =>
      new Promise<number>((done) => {
        const observer = new PerformanceObserver((list) => {
          observer.disconnect();
          const entries = list.getEntries().filter((it) => it.startTime >= from);
          done(entries.reduce((sum, it) => sum + Number(Reflect.get(it, 'value')), 0));
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        // A page without a shift has no entry to deliver.
        requestAnimationFrame(() => requestAnimationFrame(() => done(0)));
      }),
    from,
  );

it('hardly moves the page around it while it loads', async () => {
  const { page } = ada;
  await page.setViewportSize({ width: 1280, height: 900 });
  let answer = (): void => undefined;
  const held = new Promise<void>((done) => (answer = done));
  await page.route('**/v1/stream', (route) => held.then(() => route.continue()));
  await page.goto(runbook);
  await expect.poll(async () => (await frames(page)).length).toBe(1);
  const [frame] = await frames(page);
  if (!frame) throw new Error('no macro');
  await frame.locator('[data-verdict][aria-busy="true"]').waitFor();
  // What moved until here is the platform's: it puts the frame into a page that is already drawn.
  const [loading, before] = [await now(page), await height(frame)];
  answer();
  await settled(frame);
  expect(await rows(frame).count()).toBe(7);
  expect((await height(frame)) - before).toBeLessThanOrEqual(200);
  expect(await shifts(page, loading)).toBeLessThanOrEqual(0.1);
  await page.unroute('**/v1/stream');
});

/** faintest returns the least opacity of the rows of a frame, with all that is around them. */
const faintest = (frame: Frame): Promise<number> =>
  rows(frame).evaluateAll((all) =>
    Math.min(
      ...all.map((row) => {
        let seen = 1;
        for (let at: Element | null = row; at; at = at.parentElement)
          seen *= Number(getComputedStyle(at).opacity);
        return seen;
      }),
    ),
  );

it.each([
  ['brief', 7],
  ['table', 42],
])('dims no row of a %s while it refreshes', async (layout, count) => {
  const sources = [{ connection: linked, region: 'eu-central-1' }];
  const [frame] = await show(ada.page, product, [macro({ sources, layout })]);
  if (!frame) throw new Error('no macro');
  await settled(frame);
  await faults.begin({ do: 'slow', delay: 3 });
  await press(button(frame, words.refresh));
  const bar = frame.locator('[data-verdict]');
  await bar.and(frame.locator('[aria-busy="true"]')).getByText(words.asking).waitFor();
  expect(await faintest(frame)).toBe(1);
  expect(await rows(frame).count()).toBe(count);
  await button(frame, words.headlines.firing(12)).waitFor();
  // The refresh was under way all the time.
  expect(await bar.getAttribute('aria-busy')).toBe('true');
  await settled(frame);
  expect(await rows(frame).count()).toBe(count);
  await faults.end();
});
